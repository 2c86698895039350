import type { ObservedStatement, TableEffect } from './observed-statement.ts';
import type { ColumnState } from './table-state.ts';

/** What a rule finds in one statement. */
export interface Hit {
  /** The table that it is about. */
  readonly table: string;
  /** What happens, as a sentence. */
  readonly message: string;
  /** Whether it matters however few rows the table has. */
  readonly whateverTheRows?: boolean;
}

/** What a rule may ask beyond the statement itself. */
export interface Surroundings {
  /** Whether the constraint with this object id was added by the transaction of the statement. */
  addedTogether(constraint: number): boolean;
  /** Locks that keep writers out, taken by earlier statements of the same transaction on tables with rows. */
  readonly locked: readonly { readonly table: string; readonly mode: string; readonly step: string }[];
  /** Whether a table has so few rows that work on it is over at once. */
  isSmall(table: string): boolean;
  /** The title of a table in use, by object id. */
  titleOf(id: number): string | undefined;
}

/** A rule about changes of tables in use. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  /** How to do it without standing in anybody's way, as code of a migration. */
  readonly safe: string;
  check(statement: ObservedStatement, surroundings: Surroundings): readonly Hit[];
}

const ALONE = 'export const config = { transaction: false }; // in a migration of its own';

/** Every rule; docs/analyze.md has a line about each. */
export const RULES: readonly Rule[] = [
  {
    id: 'index-blocks-writes',
    title: 'An index is built while nobody can write',
    safe: `${ALONE}\nawait knex.raw('CREATE INDEX CONCURRENTLY ix_orders_status ON orders (tenant_id, status)');`,
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
    id: 'constraint-builds-index',
    title: 'A unique constraint builds its index while nobody can read or write',
    safe: `${ALONE}
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
    id: 'not-null-reads-all-rows',
    title: 'NOT NULL reads all rows while nobody can read or write',
    safe: `await knex.raw('ALTER TABLE orders ADD CONSTRAINT ck_orders_note CHECK (note IS NOT NULL) NOT VALID');
// then, in a migration with config.transaction false:
await knex.raw('ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_note');
// then, in the next one, which believes the check and reads nothing:
await knex.raw('ALTER TABLE orders ALTER COLUMN note SET NOT NULL');
await knex.raw('ALTER TABLE orders DROP CONSTRAINT ck_orders_note'); // by itself: together, the check goes first`,
    check: (statement) =>
      each(statement, ({ title, before, after, scans }) =>
        scans === 0
          ? []
          : changed(before.columns, after?.columns)
              .filter(([was, is]) => !was.required && is.required)
              .map(([, { name }]) => ({
                table: title,
                message: `All rows of ${title} are read for ${name} NOT NULL, under a lock that keeps everybody out.`,
              })),
      ),
  },
  {
    id: 'type-change-rewrites',
    title: 'A change of type writes the table or its indexes anew',
    safe: `// a new column beside the old one; both are written by a trigger or by the application:
await knex.schema.alterTable('orders', (table) => table.bigInteger('number_new'));
// fill it in batches outside a transaction, read from it, and drop the old one in a later release.
// A longer varchar, varchar to text, or a larger numeric precision changes no row and is safe as it is.`,
    check: (statement) =>
      each(statement, ({ title, before, after, rewritten, rebuilt }) => {
        const columns = changed(before.columns, after?.columns).filter(([was, is]) => was.type !== is.type);
        if (columns.length === 0 || !(rewritten || rebuilt)) return [];
        const names = columns.map(([was, is]) => `${is.name} (${was.type} to ${is.type})`).join(', ');
        return [
          {
            table: title,
            message: `${title} is locked for everybody while ${rewritten ? 'all of it is' : 'its indexes are'} written anew for ${names}.`,
          },
        ];
      }),
  },
  {
    id: 'column-rewrites',
    title: 'A new column writes the whole table anew',
    safe: `await knex.raw('ALTER TABLE orders ADD COLUMN public_id uuid');
await knex.raw('ALTER TABLE orders ALTER COLUMN public_id SET DEFAULT gen_random_uuid()'); // for rows to come
// then fill the rows that are there in batches outside a transaction. A constant default, or now(), changes no row
// and is safe as it is; instead of a stored generated column, let a trigger write a plain one.`,
    check: (statement) =>
      each(statement, ({ title, before, after, rewritten }) => {
        if (!rewritten) return [];
        const made = added(before.columns, after?.columns).map(([, column]) => column);
        return made.length === 0
          ? []
          : [
              {
                table: title,
                message: `${title} is locked for everybody while all of it is written anew for ${made.map(describeColumn).join(', ')}.`,
              },
            ];
      }),
  },
  {
    id: 'required-column-without-default',
    title: 'A new column is NOT NULL and has no default',
    safe: `await knex.raw("ALTER TABLE orders ADD COLUMN source text NOT NULL DEFAULT 'web'"); // a constant changes no row
// or nullable first, filled in batches, then NOT NULL by way of a check; see not-null-reads-all-rows.`,
    check: (statement) =>
      each(statement, ({ title, before, after }) =>
        before.isPartition
          ? []
          : added(before.columns, after?.columns)
              .filter(
                ([, column]) =>
                  column.required && column.default === null && !column.identity && column.generated === '',
              )
              .map(([, { name }]) => ({
                table: title,
                message: `The statement fails when ${title} has rows: they have no value for ${name}.`,
              })),
      ),
  },
  {
    id: 'foreign-key-checks-rows',
    title: 'A foreign key checks all rows while nobody can write to either table',
    safe: `await knex.raw('ALTER TABLE orders ADD CONSTRAINT fk_orders_lead_id FOREIGN KEY (tenant_id, lead_id) REFERENCES crm_leads (tenant_id, id) DEFERRABLE NOT VALID');
// then, in a migration with config.transaction false:
await knex.raw('ALTER TABLE orders VALIDATE CONSTRAINT fk_orders_lead_id');
// A link of domain.ts does this by itself.`,
    check: (statement, { titleOf }) =>
      each(statement, ({ title, before, after }) =>
        before.isPartition
          ? []
          : added(before.constraints, after?.constraints)
              .filter(([, { kind, validated }]) => kind === 'f' && validated)
              .map(([, { name, refersTo }]) => ({
                table: title,
                message: `Writers of ${[title, titleOf(refersTo)].filter((each) => each !== undefined).join(' and ')} wait until ${name} has checked all rows.`,
              })),
      ),
  },
  {
    id: 'check-reads-rows',
    title: 'A check reads all rows while nobody can read or write',
    safe: `await knex.raw('ALTER TABLE orders ADD CONSTRAINT ck_orders_total CHECK (total >= 0) NOT VALID');
// then, in a migration with config.transaction false:
await knex.raw('ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_total');`,
    check: (statement) =>
      each(statement, ({ title, before, after, scans }) =>
        scans === 0
          ? []
          : added(before.constraints, after?.constraints)
              .filter(([, { kind, validated }]) => kind === 'c' && validated)
              .map(([, { name }]) => ({
                table: title,
                message: `All rows of ${title} are read for ${name}, under a lock that keeps everybody out.`,
              })),
      ),
  },
  {
    id: 'validates-under-lock',
    title: 'A constraint is validated in the transaction that added it',
    safe: `// The lock of ADD CONSTRAINT lasts until its transaction ends, and steps share one. Validate in a step of its own:
export const config = { transaction: false };
await knex.raw('ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_total');`,
    check: (statement, { addedTogether }) =>
      each(statement, ({ title, before, after }) =>
        before.isPartition
          ? []
          : [...(after?.constraints ?? [])]
              .filter(([id, { validated }]) => validated && before.constraints.get(id)?.validated === false)
              .filter(([id]) => addedTogether(id))
              .map(([, { name }]) => ({
                table: title,
                message: `${name} reads all rows of ${title} while the lock of adding it still holds.`,
              })),
      ),
  },
  {
    id: 'older-release-breaks',
    title: 'What a running release still uses is dropped or renamed',
    safe: `// Expand, then contract: add the new column or table, let the release that uses it write both, deploy it everywhere,
// and drop the old one in a migration of a later release. For a renamed table, leave a view under the old name.`,
    check: (statement) =>
      each(statement, ({ title, before, after }) => {
        if (before.isPartition) return [];
        const hit = (what: string) => ({
          table: title,
          message: `${what}: a release that still uses it fails from this moment on.`,
          whateverTheRows: true,
        });
        if (after === undefined) return [hit(`The table ${title} is dropped`)];
        return [
          ...(before.name === after.name
            ? []
            : [hit(`The table ${before.name} is renamed to ${after.name}`)]),
          ...added(after.columns, before.columns).map(([, { name }]) =>
            hit(`The column ${title}.${name} is dropped`),
          ),
          ...changed(before.columns, after.columns)
            .filter(([was, is]) => was.name !== is.name)
            .map(([was, is]) => hit(`The column ${title}.${was.name} is renamed to ${is.name}`)),
        ];
      }),
  },
  {
    id: 'rewrites-table',
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
    id: 'reindex-blocks',
    title: 'Indexes are built anew while nobody can write',
    safe: `${ALONE}\nawait knex.raw('REINDEX TABLE CONCURRENTLY orders');`,
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
    id: 'index-drop-waits',
    title: 'Dropping an index waits for every query and lets none through',
    safe: `${ALONE}\nawait knex.raw('DROP INDEX CONCURRENTLY ix_orders_status');`,
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
  {
    id: 'truncates',
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
    id: 'attach-reads-rows',
    title: 'Attaching a partition reads all its rows, or those of the default partition',
    safe: `await knex.raw("ALTER TABLE logs_2026_11 ADD CONSTRAINT ck_logs_2026_11 CHECK (created_at >= '2026-11-01' AND created_at < '2026-12-01') NOT VALID");
// then, in a migration with config.transaction false: VALIDATE CONSTRAINT ck_logs_2026_11
// then, in the next one: ATTACH PARTITION, which believes the check; a default partition needs the opposite check.`,
    check: (statement) =>
      statement.node === 'AlterTableStmt' && commandsOf(statement).includes('AT_AttachPartition')
        ? each(statement, ({ title, before, scans }) =>
            scans > 0 && before.file !== 0
              ? [
                  {
                    table: title,
                    message: `All rows of ${before.name} are read while it is locked for everybody.`,
                  },
                ]
              : [],
          )
        : [],
  },
  {
    id: 'changes-all-rows',
    title: 'Data of a table in use is changed by one statement',
    safe: `${ALONE}
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
    id: 'lock-outlives-statement',
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

/** Whether those who write to a table wait behind this lock. */
export function keepsWritersOut(mode: string): boolean {
  return ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'].includes(mode);
}

/** Whether the time that it takes grows with the rows of the table. */
export function isLongWork({ before, after, scans, rewritten }: TableEffect): boolean {
  return (
    scans > 0 ||
    rewritten ||
    added(before.indexes, after?.indexes).length > 0 ||
    added(before.constraints, after?.constraints).some(([, { kind, validated }]) => kind === 'f' && validated)
  );
}

/** One hit for each thing that is said, whichever partitions it is said of. */
function each(statement: ObservedStatement, look: (effect: TableEffect) => readonly Hit[]): Hit[] {
  const hits = new Map(statement.effects.flatMap(look).map((hit) => [hit.message, hit]));
  return [...hits.values()];
}

/** Entries of the second map that the first one lacks. */
function added<Value>(
  before: ReadonlyMap<number, unknown>,
  after: ReadonlyMap<number, Value> | undefined,
): [number, Value][] {
  return [...(after ?? [])].filter(([id]) => !before.has(id));
}

/** Values that both maps have under the same key. */
function changed<Value>(
  before: ReadonlyMap<number, Value>,
  after: ReadonlyMap<number, Value> | undefined,
): [was: Value, is: Value][] {
  return [...(after ?? [])].flatMap(([id, is]) => {
    const was = before.get(id);
    return was === undefined ? [] : [[was, is] as [Value, Value]];
  });
}

function describeColumn(column: ColumnState): string {
  if (column.generated === 's') return `${column.name}, which is generated and stored`;
  if (column.identity) return `${column.name}, which is an identity`;
  return column.default === null ? column.name : `${column.name}, whose default is another for each row`;
}

function commandsOf({ tree }: ObservedStatement): string[] {
  const commands = (tree.cmds ?? []) as { AlterTableCmd?: { subtype?: string } }[];
  return commands.map(({ AlterTableCmd }) => AlterTableCmd?.subtype ?? '');
}

/** Whether a sub-select with LIMIT says how many rows are changed at most. */
function isBatch({ tree }: ObservedStatement): boolean {
  return JSON.stringify(tree.whereClause ?? '').includes('"limitCount"');
}
