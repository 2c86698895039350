import type { Link } from '@erp/kit/link';

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

export type Step = MigrationStep | FunctionStep | ReferenceStep | LinkStep;
export type StepKind = Step['kind'];

/** The kind of a recorded name; the name says it, so the ledger needs no column for it. */
export function kindOfName(name: string): StepKind {
  if (name.includes('/functions/')) return 'function';
  if (name.includes('/links/')) return 'link';
  return name.endsWith('/reference') ? 'reference' : 'migration';
}

/** The number of a migration's recorded name: 7 of `crm/0007_leads`. */
export function numberOfName(name: string): number {
  return Number(/\/(\d+)_/.exec(name)?.[1] ?? 0);
}

/** The domain of a recorded name: `crm` of `crm/0007_leads`. */
export function domainOfName(name: string): string {
  const slash = name.indexOf('/');
  return slash < 0 ? '' : name.slice(0, slash);
}
