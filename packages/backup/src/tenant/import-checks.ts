import type { Session } from '@erp/engine/connection';
import { domainOfName, kindOfName, readLedger } from '@erp/engine/ledger';
import { Problem } from '@erp/kit/problem';
import type { Knex } from '../database/transaction.ts';
import type { ArchivedTenant, Manifest } from '../files/manifest.ts';
import { assertSlugFree, nextTenantNumber } from './tenant-number.ts';

/** Migrations that are named; the others are counted. */
const SHOWN = 6;

/** Where a tenant goes. */
export interface TenantPlace {
  /** The number that it has here. */
  readonly id: string;
  readonly slug: string;
  readonly notes: readonly string[];
}

/**
 * Makes sure that the tables are the same here and there, so that rows fit: of the domains of the archive, every migration
 * was applied in both, and no other.
 *
 * @throws {Problem} `tenant_other_schema`.
 */
export async function assertSameLedger(session: Session, manifest: Manifest): Promise<void> {
  const { notHere, notThere } = await ledgersApart(session, manifest);
  const lines = [
    ...notHere.map((name) => `not applied here  ${name}`),
    ...notThere.map((name) => `not applied there  ${name}`),
  ];
  if (lines.length === 0) return;
  throw new Problem({
    code: 'tenant_other_schema',
    message: `${manifest.name} was exported from another state of the schema: ${lines.length} migrations differ.`,
    detail: firstOf(lines),
    hint: 'Nothing was changed. Migrate this database, or the other one and export again, until both have the same.',
  });
}

/** Migrations of the domains of an archive that were applied in one of two databases alone. */
export async function ledgersApart(
  session: Session,
  manifest: Manifest,
): Promise<{ readonly notHere: readonly string[]; readonly notThere: readonly string[] }> {
  const domains = new Set(manifest.ledger.map(({ name }) => domainOfName(name)));
  const migrations = (rows: readonly { readonly name: string }[]) =>
    new Set(
      rows.flatMap(({ name }) =>
        kindOfName(name) === 'migration' && domains.has(domainOfName(name)) ? [name] : [],
      ),
    );
  const there = migrations(manifest.ledger);
  const here = migrations((await readLedger(session)).rows);
  return {
    notHere: [...there].filter((name) => !here.has(name)),
    notThere: [...here].filter((name) => !there.has(name)),
  };
}

/** Lines for people, the first of them. */
export function firstOf(lines: readonly string[]): string {
  const more = lines.length > SHOWN ? [`and ${lines.length - SHOWN} more`] : [];
  return [...lines.slice(0, SHOWN), ...more].join('\n');
}

/**
 * Finds a place for a tenant: its own number where that is free, its slug or another one.
 *
 * @throws {Problem} `tenant_slug_taken`.
 */
export async function assertTenantFits(
  trx: Knex,
  tenant: ArchivedTenant,
  as: string | undefined,
): Promise<TenantPlace> {
  const slug = as ?? tenant.slug;
  await assertSlugFree(trx, slug, 'pnpm erp tenant import DIR --as SLUG');
  const { rows } = await trx.raw<{ rows: { taken: boolean }[] }>(
    'SELECT EXISTS (SELECT FROM sys_tenants WHERE id = ?::bigint) AS taken',
    [tenant.id],
  );
  if (rows[0]?.taken !== true) return { id: tenant.id, slug, notes: [] };
  const id = await nextTenantNumber(trx);
  const note = `the tenant has number ${id} here; ${tenant.id} was taken`;
  return { id, slug, notes: [note] };
}
