/**
 * Trees, and graphs, without loops. Frozen like `@erp/kit/schema`: applied migrations call these functions, and golden
 * files pin their SQL.
 */
import type { Knex } from 'knex';
import { sqlText } from './sql-text.ts';

/** What a tree is, beside its table and the column that leads up. */
export interface Tree {
  /** What a row is called in errors, as a sentence begins: `Category`. */
  readonly called: string;
  /** The column that an edge leaves, where rows are edges of a graph: `material_id`. `id` unless said otherwise. */
  readonly from?: string;
  /**
   * The column is part of a unique key, so that a move locks its row against being referred to: the lock of the tree is
   * taken first then (docs/locks.md). Every statement that inserts, or names the column, waits for moves.
   */
  readonly inUniqueKey?: true;
}

/**
 * Refuses a row that lies below itself, over any number of levels, whoever writes it (23514). Sessions that move rows of the
 * same tenant wait for each other, so two moves that cross make no loop either; a repeatable read transaction, which would
 * not see them, moves nothing (0A000).
 *
 * @param column leads to the row above, e.g. `parent_id`; its foreign key is for `tenantForeign` to make.
 */
export async function forbidLoops(knex: Knex, table: string, column: string, tree: Tree): Promise<void> {
  const { called, from = 'id', inUniqueKey } = tree;
  const guard =
    'EXECUTE FUNCTION app.guard_loops(' +
    [
      from,
      column,
      `${called.replaceAll('%', '%%')} %s would be below itself.`,
      'Move it below one that is not below it, or move that one out first.',
      `Rows of ${table} are not moved in a repeatable read transaction.`,
    ]
      .map(sqlText)
      .join(', ') +
    ')';
  await knex.raw(`ALTER TABLE ${table} ADD CONSTRAINT ck_${table}_${column} CHECK (${column} <> ${from})`);
  await knex.raw(
    `CREATE TRIGGER tr_${table}_loops_added AFTER INSERT ON ${table} ` +
      `REFERENCING NEW TABLE AS added FOR EACH STATEMENT ${guard}`,
  );
  await knex.raw(
    `CREATE TRIGGER tr_${table}_loops_changed AFTER UPDATE ON ${table} ` +
      `REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT ${guard}`,
  );
  if (inUniqueKey !== true) return;
  // What a foreign key changes when a row goes makes no loop, and holds rows already.
  await knex.raw(
    `CREATE TRIGGER tr_${table}_loops_locked BEFORE INSERT OR UPDATE OF ${column} ON ${table} FOR EACH STATEMENT ` +
      "WHEN (pg_trigger_depth() = 0 AND current_setting('app.tenant_id', true) <> '') EXECUTE FUNCTION app.lock_tree()",
  );
}

/** The inverse of `forbidLoops`, with the same tree. */
export async function allowLoops(knex: Knex, table: string, column: string, tree: Tree): Promise<void> {
  for (const when of [...(tree.inUniqueKey === true ? ['locked'] : []), 'changed', 'added']) {
    await knex.raw(`DROP TRIGGER tr_${table}_loops_${when} ON ${table}`);
  }
  await knex.raw(`ALTER TABLE ${table} DROP CONSTRAINT ck_${table}_${column}`);
}
