import type { Domain } from '@erp/kit/domain';
import type { FunctionStep, LinkStep, MigrationStep, ReferenceStep } from '../steps/step.ts';
import { Graph } from './graph.ts';
import { orderSteps, type StepOrder } from './order.ts';

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

/** A checkout: its domains, and what follows from them, computed once. */
export interface Project {
  /** Absolute path of the checkout, or of the project that has domains from packages. */
  readonly root: string;
  /** Sorted by name. */
  readonly domains: readonly DomainPackage[];
  readonly byName: ReadonlyMap<string, DomainPackage>;
  /** Which domains need which, by name. */
  readonly graph: Graph;
  /**
   * All steps in the order of a fresh install.
   *
   * @throws {Problem} what `orderSteps` throws, when it is first asked for.
   */
  readonly order: StepOrder;
}

/** The project of a checkout whose domains are known. */
export function projectOf(root: string, domains: readonly DomainPackage[]): Project {
  let order: StepOrder | undefined;
  return {
    root,
    domains,
    byName: new Map(domains.map((domain) => [domain.name, domain])),
    graph: Graph.of(new Map(domains.map(({ name, dependencies }) => [name, dependencies]))),
    get order() {
      order ??= orderSteps(domains);
      return order;
    },
  };
}
