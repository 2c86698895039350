/**
 * A status that moves along paths, and is remembered. Frozen like `@erp/kit/schema`: applied migrations call these
 * functions, and golden files pin their SQL.
 */
import type { Knex } from 'knex';
import { code, createTenantTable, memberForeign, tenantForeign } from './schema.ts';
import { sqlText } from './sql-text.ts';

/** Where a row may go from each status; those that lead nowhere have an empty list. */
export type Paths = Readonly<Record<string, readonly string[]>>;

/** How a status moves. */
export interface StatusPaths {
  /** What a row is called in errors, with its article: `an order`. */
  readonly called: string;
  readonly paths: Paths;
  /** What to do instead of changing it by hand: `Call app.transition_order, which also writes the history.` */
  readonly instead: string;
}

/** The life cycle of the rows of a table. */
export interface Lifecycle extends StatusPaths {
  /** The table that remembers, e.g. `order_status_history`. */
  readonly history: string;
  /** Its column for the row, e.g. `order_id`. */
  readonly reference: string;
  /** Permission for writing the table, which the policies of the history name too. */
  readonly write: string;
  /** Permission for reading the history, where not every member reads it. */
  readonly read?: string;
}

/**
 * Gives the rows of a table a life cycle. Its `status` changes only inside functions of `erp_definer` and along the paths
 * (42501, 55000 otherwise), and each status that a row takes is written into a history: from, to, when, by whom, why. Nobody
 * else writes there. Rows that the owner or a service role imports bring their history along.
 *
 * The domain writes the function that moves a row, with its permission: its UPDATE of `status` and `status_note` is refused
 * where there is no path. What `reason` and `status_note` say may be about somebody: they have a line in personal.ts.
 *
 * @param table has `status`, a code of the paths, and `status_note`, a text.
 */
export async function lifecycle(knex: Knex, table: string, cycle: Lifecycle): Promise<void> {
  const { called, paths, history, reference, write, read } = cycle;
  const statuses = [...new Set([...Object.keys(paths), ...Object.values(paths).flat()])];
  const access = { write, appendOnly: true, ...(read === undefined ? {} : { read }) };
  await createTenantTable(knex, history, access, (columns) => {
    columns.comment(
      `Every change of the status of ${called}: from, to, by whom, when and why. Never changed.`,
    );
    columns.bigInteger(reference).notNullable().comment('Row that changed.');
    code(columns, 'from_status', statuses).comment('Status before; empty for the first one.');
    code(columns, 'to_status', statuses).notNullable().comment('Status after.');
    columns.bigInteger('changed_by').comment('Member who did it; empty for a job.');
    columns.text('reason').comment('Why, in the words of whoever did it.');
    columns
      .timestamp('changed_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When it happened; created_at says when it was recorded.');
    columns.check('from_status <> to_status', [], `ck_${history}_change`);
    columns.index(['tenant_id', reference, 'changed_at', 'id'], `ix_${history}_${reference}`);
    tenantForeign(columns, reference, table, { index: false }).onDelete('CASCADE');
    memberForeign(columns, 'changed_by');
  });
  // Written by triggers of the table, so that nobody can invent a past.
  await knex.raw(`REVOKE INSERT ON ${history} FROM erp_app`);

  await knex.raw(`CREATE TRIGGER ${guardOf(table, cycle)}`);
  const record = `FOR EACH ROW %s EXECUTE FUNCTION app.record_status(${sqlText(history)}, ${sqlText(reference)})`;
  await knex.raw(
    `CREATE TRIGGER tr_${table}_record_status AFTER UPDATE OF status ON ${table} ` +
      record.replace('%s', 'WHEN (OLD.status IS DISTINCT FROM NEW.status)'),
  );
  await knex.raw(
    `CREATE TRIGGER tr_${table}_record_first_status AFTER INSERT ON ${table} ` +
      record.replace('%s', "WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))"),
  );
}

/** The inverse of `lifecycle`: the status is a column like others, and what was remembered is gone. */
export async function dropLifecycle(
  knex: Knex,
  table: string,
  { history }: Pick<Lifecycle, 'history'>,
): Promise<void> {
  for (const trigger of ['record_first_status', 'record_status', 'guard_status']) {
    await knex.raw(`DROP TRIGGER tr_${table}_${trigger} ON ${table}`);
  }
  await knex.schema.dropTable(history);
}

/**
 * Gives rows that have a life cycle other paths, among the statuses that they have. Its inverse is itself, with the paths of
 * before. A new status also changes the checks of the table and of its history.
 */
export async function replacePaths(knex: Knex, table: string, paths: StatusPaths): Promise<void> {
  await knex.raw(`CREATE OR REPLACE TRIGGER ${guardOf(table, paths)}`);
}

function guardOf(table: string, { called, paths, instead }: StatusPaths): string {
  return (
    `tr_${table}_guard_status BEFORE UPDATE OF status ON ${table} ` +
    'FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) ' +
    `EXECUTE FUNCTION app.guard_status(${[called, JSON.stringify(paths), instead].map(sqlText).join(', ')})`
  );
}
