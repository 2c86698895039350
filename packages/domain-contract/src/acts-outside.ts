import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '@erp/engine/connection';
import type { DomainPackage } from '@erp/engine/project';
import { importModule } from '@erp/engine/source';
import type { Disarmament } from '@erp/kit/disarm';

/**
 * What is missing in the `disarm.ts` of a domain: tables that look as if their rows acted outside the database and are
 * not named there, tables and columns that are named and are not there, conditions that do not hold as SQL.
 *
 * A table looks like that when it keeps a secret or where one lies, when workers claim its rows, when a column says
 * where calls go, or when a code of it may be that something waits to be sent.
 */
export async function disarmFaults(session: Session, domain: DomainPackage): Promise<string[]> {
  const declared = await readDisarm(domain);
  const own = [...domain.tables.keys()];
  const suspects = await session.query<{ table: string; why: string }>(SUSPECTS, [own]);
  const unnamed = suspects
    .filter(({ table }) => !(table in declared))
    .map(({ table, why }) => `${table} (${why}) is not in disarm.ts: what stops it in a copied tenant?`);
  const strange = Object.keys(declared)
    .filter((table) => !own.includes(table))
    .map((table) => `${table} is in disarm.ts and is no table of ${domain.name}`);
  const broken: string[] = [];
  for (const [table, each] of Object.entries(declared)) {
    if (!('set' in each) || !own.includes(table)) continue;
    const set = Object.entries(each.set).map(([column, value]) => `"${column}" = ${value}`);
    await session
      .query(
        `EXPLAIN UPDATE "${table}" SET ${set.join(', ')} WHERE tenant_id = 1 AND (${each.where ?? 'true'})`,
      )
      .catch((error: Error) => broken.push(`${table}: ${error.message}`));
  }
  return [...unnamed, ...strange, ...broken];
}

async function readDisarm({ directory }: DomainPackage): Promise<Disarmament> {
  const file = join(directory, 'disarm.ts');
  if (!existsSync(file)) return {};
  return ((await importModule(file)) as { disarm: Disarmament }).disarm;
}

const SUSPECTS = `
  SELECT c.relname::text AS "table", string_agg(DISTINCT f.why, ', ' ORDER BY f.why) AS why
  FROM pg_class c CROSS JOIN LATERAL (
    SELECT a.attname::text AS why FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname ~ '(credential|secret|token|password|api_key|webhook|callback|endpoint|claimed_by|(^|_)lease(_|$)|outbox)'
    UNION ALL
    SELECT k.conname::text FROM pg_constraint k
    WHERE k.conrelid = c.oid AND k.contype = 'c'
      AND pg_get_constraintdef(k.oid) ~ '''(queued|sending|to_send|outgoing|scheduled|undelivered)'''
  ) f
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1) AND c.relkind IN ('r', 'p')
  GROUP BY 1 ORDER BY 1`;
