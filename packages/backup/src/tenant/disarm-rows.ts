import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { installedModules, type Project } from '@erp/engine/project';
import type { Disarmament, Disarmed } from '@erp/kit/disarm';
import { sqlColumns, sqlName } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';

/** Rows of a table that act outside the database, as a domain declares them. */
export interface DisarmRule extends Disarmed {
  readonly domain: string;
  readonly table: string;
}

/** What was done to the rows of a table so that they act no more. */
export interface DisarmedRows {
  readonly table: string;
  readonly rows: number;
  /** What was done, in words that follow the number of rows. */
  readonly says: string;
}

/** What the installed domains declare in their `disarm.ts`. */
export async function loadDisarmRules(project: Project, session: Session): Promise<readonly DisarmRule[]> {
  const modules = await installedModules<{ disarm: Disarmament }>(
    project.domains,
    await readLedger(session),
    'disarm.ts',
  );
  return modules.flatMap(({ domain, module }) =>
    Object.entries(module.disarm).flatMap(([table, declared]) =>
      'set' in declared ? [{ ...declared, domain: domain.name, table }] : [],
    ),
  );
}

/** Changes the rows of a tenant as the rules say. The tables are open: no trigger fires. */
export async function disarmRows(
  trx: Knex,
  tenant: string,
  rules: readonly DisarmRule[],
): Promise<readonly DisarmedRows[]> {
  const done: DisarmedRows[] = [];
  for (const { table, set, where, says } of rules) {
    const values = Object.entries(set).map(([column, value]) => `${sqlColumns([column])} = ${value}`);
    const condition = where === undefined ? '' : ` AND (${where})`;
    const { rows } = await trx.raw<{ rows: { count: number }[] }>(
      `WITH changed AS (
         UPDATE ${sqlName({ schema: 'public', name: table })} SET ${values.join(', ')} WHERE tenant_id = ${tenant}${condition} RETURNING 1
       ) SELECT count(*)::int AS count FROM changed`,
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) done.push({ table, rows: count, says });
  }
  return done;
}

/** What was disarmed, a line for each table that had something. */
export function disarmNotes(disarmed: readonly DisarmedRows[]): string[] {
  return disarmed.map(({ rows, says }) => `disarmed: ${rows} ${says}`);
}
