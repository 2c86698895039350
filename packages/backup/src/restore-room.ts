import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';

type Knex = Parameters<Parameters<Session['transaction']>[0]>[0];

/**
 * Makes sure that the server's lock table has room for a load, before rows come: the transaction keeps a lock for every
 * table, month and index, and one more for every index that is made again.
 *
 * @param tables those whose indexes are made again, as SQL takes their names.
 * @throws {Problem} `lock_room` with the setting that would do.
 */
export async function requireRoom(trx: Knex, tables: readonly string[]): Promise<void> {
  const { rows } = await trx.raw<{ rows: { needed: number; perTransaction: number; sessions: number }[] }>(
    `SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p', 'i', 'I', 't') AND n.nspname <> 'pg_catalog' AND n.nspname <> 'information_schema'
                AND (n.nspname <> 'pg_toast' OR c.oid >= 16384))::integer
       + (SELECT count(*) FROM pg_index i WHERE i.indrelid = ANY (?::text[]::regclass[]))::integer AS needed,
       current_setting('max_locks_per_transaction')::integer AS "perTransaction",
       current_setting('max_connections')::integer + current_setting('max_prepared_transactions')::integer AS sessions`,
    [[...tables]],
  );
  const [found] = rows;
  if (found === undefined || found.needed <= found.perTransaction * found.sessions) return;
  const { needed, perTransaction, sessions } = found;
  const wanted = 2 ** Math.ceil(Math.log2((needed * 1.25) / sessions));
  throw new Problem({
    code: 'lock_room',
    message: `The restore locks some ${needed.toLocaleString('en-US')} tables and indexes in one transaction; the server has room for ${(perTransaction * sessions).toLocaleString('en-US')} locks.`,
    detail: `max_locks_per_transaction = ${perTransaction}, for ${sessions} sessions.`,
    hint: `No row was loaded; the database is marked. ALTER SYSTEM SET max_locks_per_transaction = ${wanted}; restart the server, and run the same command again.`,
  });
}
