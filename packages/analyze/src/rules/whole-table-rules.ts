import type { ObservedStatement } from '../observed-statement.ts';
import { added, changed, each, isLongWork, NON_TRANSACTIONAL, type PlanRule } from '../plan-rule.ts';

/** Rules about work on a whole table. */
export const WHOLE_TABLE_RULES: readonly PlanRule[] = [
  {
    id: '1019',
    name: 'rewrites-table',
    title: 'A table is written anew',
    safe: `// VACUUM FULL and CLUSTER: plain VACUUM keeps a table usable meanwhile; pg_repack writes it anew without the long lock.
// SET LOGGED, SET TABLESPACE, SET ACCESS METHOD: make a new table, copy in batches, change the names in a short transaction.`,
    check: (statement) =>
      statement.node !== 'TruncateStmt'
        ? each(statement, ({ title, before, after, rewritten }) =>
            rewritten &&
            added(before.columns, after?.columns).length === 0 &&
            changed(before.columns, after?.columns).every(([was, is]) => was.type === is.type)
              ? [
                  {
                    table: title,
                    message: `${title} is locked for everybody while all of it is written anew.`,
                  },
                ]
              : [],
          )
        : [],
  },
  {
    id: '1020',
    name: 'truncates',
    title: 'All rows of a table are thrown away',
    safe: `// Delete in batches outside a transaction, or leave the table alone and make a new one.`,
    check: (statement) =>
      statement.node === 'TruncateStmt'
        ? each(statement, ({ title }) => [
            {
              table: title,
              message: `All rows of ${title} are thrown away, and everybody is kept out meanwhile.`,
            },
          ])
        : [],
  },
  {
    id: '1021',
    name: 'changes-all-rows',
    title: 'Data of a table in use is changed by one statement',
    safe: `${NON_TRANSACTIONAL}
for (;;) {
  const { rowCount } = await knex.raw(\`UPDATE orders SET source = 'web' WHERE (tenant_id, id) IN (
    SELECT tenant_id, id FROM orders WHERE source IS NULL LIMIT 5000 FOR UPDATE SKIP LOCKED)\`);
  if (rowCount === 0) break;
}`,
    check: (statement) => {
      if (!/^(Update|Delete|Merge)Stmt$/.test(statement.node)) return [];
      const target = (statement.tree.relation as { relname?: string } | undefined)?.relname;
      return each(statement, ({ title, before, scans }) =>
        before.name === target && scans > 0 && !isBatch(statement)
          ? [
              {
                table: title,
                message: `The rows of ${title} that it changes stay locked until the run commits; all rows are read to find them.`,
              },
            ]
          : [],
      ).slice(0, 1);
    },
  },
  {
    id: '1022',
    name: 'copies-whole-table',
    title: 'A whole table is copied by one statement',
    safe: `${NON_TRANSACTIONAL}
for (let after = 0; ; ) {
  const { rows } = await knex.raw(\`WITH copied AS (INSERT INTO order_notes (order_id, note)
    SELECT id, note FROM orders WHERE id > ? ORDER BY id LIMIT 5000 RETURNING order_id)
    SELECT max(order_id) AS after FROM copied\`, [after]);
  if (rows[0].after === null) break;
  after = rows[0].after;
}`,
    check: (statement, { isSmall }) =>
      COPIES.test(statement.node) && !isBatch(statement)
        ? each(statement, ({ title, scans }) =>
            scans > 0 && !isSmall(title)
              ? [
                  {
                    table: title,
                    message: `All rows of ${title} are read and written in one go: what is written is seen by nobody, and nothing that others delete is cleared away, until the run commits.`,
                  },
                ]
              : [],
          )
        : [],
  },
  {
    id: '1023',
    name: 'lock-outlives-statement',
    title: 'Long work is done while locks of earlier statements hold',
    safe: `// Locks last until the transaction ends, and steps share one. Give the long work a step of its own, before or after:
export const config = { transaction: false };`,
    check: (statement, { locked, isSmall }) => {
      const work = statement.effects.find((effect) => isLongWork(effect) && !isSmall(effect.title));
      if (work === undefined || locked.length === 0) return [];
      const names = [...new Set(locked.map(({ table }) => table))];
      const [first] = locked;
      return [
        {
          table: work.title,
          message: `${names.slice(0, 4).join(', ')}${names.length > 4 ? ` and ${names.length - 4} more` : ''} stay locked (${first?.mode} since ${first?.step}) while this statement works on ${work.title}.`,
        },
      ];
    },
  },
];

const COPIES = /^(Insert|CreateTableAs)Stmt$/;

/** Whether a LIMIT says how many rows are changed or copied at most. */
function isBatch({ tree }: ObservedStatement): boolean {
  return JSON.stringify([tree.whereClause, tree.selectStmt, tree.query]).includes('"limitCount"');
}
