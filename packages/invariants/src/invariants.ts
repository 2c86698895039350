import type { Session } from '@erp/engine/connection';
import { installedDomains, type Ledger } from '@erp/engine/ledger';
import { installedModules, type Project } from '@erp/engine/project';
import type { Invariant } from '@erp/kit/invariant';

/** An invariant with the domain that states it. */
export interface DomainInvariant extends Invariant {
  readonly domain: string;
}

/** Rows that break an invariant. */
export interface Breach {
  readonly invariant: DomainInvariant;
  readonly count: number;
  /** The first few of them. */
  readonly examples: readonly { readonly tenant: string; readonly key: string; readonly found: string }[];
}

/** The invariants of the installed domains, in the order of their dependencies. */
export async function loadInvariants(
  workspace: Project,
  ledger: Ledger,
): Promise<readonly DomainInvariant[]> {
  const installed = installedDomains(ledger);
  const inOrder = workspace.order.domains.flatMap((name) => workspace.byName.get(name) ?? []);
  const modules = await installedModules<{ invariants: readonly Invariant[] }>(
    inOrder,
    ledger,
    'invariants/index.ts',
  );
  return modules.flatMap(({ domain, module }) =>
    module.invariants
      .filter(({ needs = [] }) => needs.every((each) => installed.has(each)))
      .map((invariant) => ({ ...invariant, domain: domain.name })),
  );
}

/**
 * The domains among these that have no row in any table of a tenant: asked there, a rule of the business says nothing.
 */
export async function findEmptyDomains(
  session: Session,
  workspace: Project,
  domains: readonly string[],
): Promise<readonly string[]> {
  const live = await session.query<{ table: string }>(
    `SELECT c.relname AS "table" FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
  );
  const there = new Set(live.map(({ table }) => table));
  const probes = workspace.domains
    .filter((domain) => domains.includes(domain.name))
    .map(({ name, tables }) => {
      const found = [...tables.keys()]
        .filter((table) => there.has(table))
        .map((table) => `EXISTS (SELECT FROM "${table}")`);
      return `SELECT '${name}' AS domain WHERE NOT (${['false', ...found].join(' OR ')})`;
    });
  if (probes.length === 0) return [];
  const empty = await session.query<{ domain: string }>(probes.join(' UNION ALL '));
  return empty.map(({ domain }) => domain);
}

/**
 * Has a rule about demos pass tenants over; every other rule stays as it is.
 *
 * @param slugs of the tenants.
 */
export function passingOver(invariant: DomainInvariant, slugs: readonly string[]): DomainInvariant {
  if (invariant.about !== 'demo' || slugs.length === 0) return invariant;
  const passed = slugs.map((slug) => `'${slug.replaceAll("'", "''")}'`).join(', ');
  return {
    ...invariant,
    sql: `SELECT b.* FROM (${invariant.sql}) b
      WHERE b.tenant_id NOT IN (SELECT t.id FROM public.sys_tenants t WHERE t.slug IN (${passed}))`,
  };
}

/** How many offending rows are shown. */
const EXAMPLES = 5;

/** What is told while invariants are asked. */
export interface InvariantProgress {
  /** An invariant is at work: the how manieth, counted from 1. */
  asking(invariant: DomainInvariant, number: number): void;
  /** It is answered; `broken` counts the rows that break it. */
  answered(invariant: DomainInvariant, milliseconds: number, broken: number): void;
}

const UNWATCHED: InvariantProgress = { asking() {}, answered() {} };

/**
 * The statement that counts the rows which break an invariant, and shows the first few.
 *
 * The invariant is planned by itself, as a whole. With the LIMIT in one statement the planner takes it that five rows are
 * wanted, and prefers what gives the first one soonest, such as a join over the tenant alone; but where all is well there
 * is no first row, and everything is read that way: hours instead of seconds.
 */
export function questionOf(invariant: Invariant): string {
  return `WITH breach AS MATERIALIZED (${invariant.sql})
    SELECT tenant_id::text AS tenant, key::text, found::text, count(*) OVER ()::text AS count
    FROM breach ORDER BY tenant_id, key LIMIT ${EXAMPLES}`;
}

/** Asks the database for rows that break the invariants. Reads all tenants, changes nothing. */
export async function checkInvariants(
  session: Session,
  invariants: readonly DomainInvariant[],
  progress: InvariantProgress = UNWATCHED,
): Promise<readonly Breach[]> {
  const breaches: Breach[] = [];
  for (const [index, invariant] of invariants.entries()) {
    const began = performance.now();
    progress.asking(invariant, index + 1);
    const rows = await session.query<{ tenant: string; key: string; found: string; count: string }>(
      questionOf(invariant),
    );
    const count = Number(rows[0]?.count ?? 0);
    progress.answered(invariant, performance.now() - began, count);
    if (count === 0) continue;
    breaches.push({
      invariant,
      count,
      examples: rows.map(({ tenant, key, found }) => ({ tenant, key, found })),
    });
  }
  return breaches;
}
