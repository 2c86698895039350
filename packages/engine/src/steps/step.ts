import type { Link } from '@erp/kit/link';
import type { StepKind } from '../ledger/recorded-name.ts';

/** A migration file, read but not run. */
export interface MigrationStep {
  readonly kind: 'migration';
  /** What the ledger records: `<domain>/<stem>`, e.g. `crm/0007_leads`. */
  readonly name: string;
  readonly domain: string;
  readonly file: string;
  readonly checksum: string;
  /** Names of migrations of other domains that have to come first, beyond package order. */
  readonly after: readonly string[];
  /** False for a migration that opts out by `export const config = { transaction: false }`, Knex's own way. */
  readonly transactional: boolean;
}

/** A function, procedure or trigger file: applied again whenever its text changes. */
export interface FunctionStep {
  readonly kind: 'function';
  /** `<domain>/functions/<stem>` */
  readonly name: string;
  readonly domain: string;
  readonly file: string;
  readonly checksum: string;
  /** A text that a ledger has kept, to be applied in place of the file's; as it was sent, envelope and all. */
  readonly text?: string;
}

/** The reference data of a domain: idempotent, applied again whenever its source changes. */
export interface ReferenceStep {
  readonly kind: 'reference';
  /** `<domain>/reference` */
  readonly name: string;
  readonly domain: string;
  readonly file: string;
  readonly checksum: string;
}

/** A deferred foreign key between two domains. */
export interface LinkStep {
  readonly kind: 'link';
  /** `<domain>/links/<table>.<column>` */
  readonly name: string;
  readonly domain: string;
  readonly checksum: string;
  readonly link: Link;
}

/** The steps, by their kinds. */
interface StepOfKind {
  readonly migration: MigrationStep;
  readonly function: FunctionStep;
  readonly reference: ReferenceStep;
  readonly link: LinkStep;
}

/** A step of any kind; its `kind` tells which. */
export type Step = StepOfKind[StepKind];

/**
 * Why a step is in a plan: never applied, applied with other content, or recorded by stock Knex, which does not say with
 * which content; then it is applied once more.
 */
export type Reason = 'new' | 'changed' | 'unconfirmed';
