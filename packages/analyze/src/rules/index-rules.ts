import { added, each, keepsWritersOut, NON_TRANSACTIONAL, type PlanRule } from '../plan-rule.ts';

/** Rules about indexes. */
export const INDEX_RULES: readonly PlanRule[] = [
  {
    id: '1001',
    name: 'index-blocks-writes',
    title: 'An index is built while nobody can write',
    safe: `${NON_TRANSACTIONAL}\nawait knex.raw('CREATE INDEX CONCURRENTLY ix_orders_status ON orders (tenant_id, status)');`,
    check: (statement) =>
      statement.tree.concurrent === true || statement.node === 'ReindexStmt'
        ? []
        : each(statement, ({ title, before, after }) => {
            const owned = new Set([...(after?.constraints.values() ?? [])].map(({ index }) => index));
            const made = added(before.indexes, after?.indexes).filter(([id]) => !owned.has(id));
            return made.map(([, { name }]) => ({
              table: title,
              message: `Writers of ${title} wait until the index ${name} is built.`,
            }));
          }),
  },
  {
    id: '1002',
    name: 'constraint-builds-index',
    title: 'A unique constraint builds its index while nobody can read or write',
    safe: `${NON_TRANSACTIONAL}
await knex.raw('CREATE UNIQUE INDEX CONCURRENTLY uq_orders_number ON orders (tenant_id, number)');
// then, in the next one:
await knex.raw('ALTER TABLE orders ADD CONSTRAINT uq_orders_number UNIQUE USING INDEX uq_orders_number');`,
    check: (statement) =>
      each(statement, ({ title, before, after }) =>
        added(before.constraints, after?.constraints)
          .filter(([, { kind, index }]) => 'pux'.includes(kind) && !before.indexes.has(index))
          .map(([, { name }]) => ({
            table: title,
            message: `Readers and writers of ${title} wait until the index of ${name} is built.`,
          })),
      ),
  },
  {
    id: '1003',
    name: 'reindex-blocks',
    title: 'Indexes are built anew while nobody can write',
    safe: `${NON_TRANSACTIONAL}\nawait knex.raw('REINDEX TABLE CONCURRENTLY orders');`,
    check: (statement) =>
      statement.node === 'ReindexStmt'
        ? each(statement, ({ title, locks, rebuilt }) =>
            rebuilt && locks.some((mode) => keepsWritersOut(mode))
              ? [{ table: title, message: `Writers of ${title} wait until its indexes are built anew.` }]
              : [],
          )
        : [],
  },
  {
    id: '1004',
    name: 'index-drop-waits',
    title: 'Dropping an index waits for every query and lets none through',
    safe: `${NON_TRANSACTIONAL}\nawait knex.raw('DROP INDEX CONCURRENTLY ix_orders_status');`,
    check: (statement) =>
      statement.node === 'DropStmt' &&
      statement.tree.removeType === 'OBJECT_INDEX' &&
      statement.tree.concurrent !== true
        ? each(statement, ({ title, before, after }) =>
            after === undefined
              ? []
              : added(after.indexes, before.indexes).map(([, { name }]) => ({
                  table: title,
                  message: `To drop ${name}, every running query on ${title} is waited for, and all others wait behind.`,
                })),
          )
        : [],
  },
];
