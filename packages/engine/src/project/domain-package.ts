import type { Domain } from '@erp/kit/domain';
import type { FunctionStep, LinkStep, MigrationStep, ReferenceStep } from '../steps/step.ts';

/** A domain package as it was found on disk. */
export interface DomainPackage {
  /** Folder name and first part of every recorded name, e.g. `crm`. */
  readonly name: string;
  /** Absolute path of its folder. */
  readonly directory: string;
  /** Whether it came with a package from a registry: its files are not to be changed here. */
  readonly fromPackage: boolean;
  /** Name in package.json, e.g. `@erp/crm`. */
  readonly packageName: string;
  /** Names of the domains in its package.json dependencies, sorted. */
  readonly dependencies: readonly string[];
  readonly definition: Domain;
  /** Tables and their columns as tables.ts has them; empty until `erp types` wrote it. */
  readonly tables: ReadonlyMap<string, ReadonlySet<string>>;
  /** In order of their numbers. */
  readonly migrations: readonly MigrationStep[];
  /** In order of their file names. */
  readonly functions: readonly FunctionStep[];
  readonly reference: ReferenceStep | undefined;
  readonly links: readonly LinkStep[];
}
