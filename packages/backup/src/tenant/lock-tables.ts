import { sqlName, sqlText } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';
import type { TenantTable } from './tenant-tables.ts';

/**
 * Closes tables to those who write, until the transaction ends: first all that nobody holds, then the others one after the
 * other. A worker of autovacuum passes by a table that is locked already, and gives way where it has one itself, once
 * `deadlock_timeout` is over; a role that may sets that time short. Otherwise each of them would be waited for in turn.
 */
export async function lockTables(
  trx: Knex,
  tables: readonly Pick<TenantTable, 'schema' | 'name'>[],
): Promise<void> {
  const names = tables.map(sqlName);
  if (names.length === 0) return;
  await trx.raw(
    `SELECT set_config('deadlock_timeout', '50ms', true) WHERE has_parameter_privilege('deadlock_timeout', 'SET')`,
  );
  await trx.raw(FREE_ONES.replace(':names', () => names.map(sqlText).join(', ')));
  await trx.raw(`LOCK TABLE ${names.join(', ')} IN SHARE ROW EXCLUSIVE MODE`);
}

const FREE_ONES = `
  DO $$
  DECLARE v_table text;
  BEGIN
    FOREACH v_table IN ARRAY ARRAY[:names] LOOP
      BEGIN
        EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE NOWAIT', v_table);
      EXCEPTION WHEN lock_not_available THEN
        CONTINUE;
      END;
    END LOOP;
  END $$`;
