import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';

/** A migration outside a transaction, for runs that end in its middle. */
export interface Body {
  readonly what: string;
  /** What is there before. */
  readonly before: string;
  /** Code of `up` and of `down`. */
  readonly up: string;
  readonly down: string;
  /** Rows and settings that a fingerprint does not tell, as one line of text. */
  readonly content: string;
}

const ROWS =
  'CREATE TABLE a (id bigint NOT NULL, c bigint NOT NULL); INSERT INTO a SELECT n, 0 FROM generate_series(1, 9) n';
const CONTENT = "SELECT string_agg(a::text, ' ' ORDER BY id) AS content FROM a";

const raw = (...statements: string[]) =>
  statements.map((statement) => `await knex.raw(${JSON.stringify(statement)});`).join('\n  ');

/** Bodies of every kind that PostgreSQL and Knex know: the database tells of each how far it came. */
export const BODIES: readonly Body[] = [
  {
    what: 'a table and its index',
    before: ROWS,
    up: raw('CREATE TABLE b (id bigint)', 'CREATE INDEX CONCURRENTLY ix_b ON b (id)'),
    down: raw('DROP INDEX CONCURRENTLY ix_b', 'DROP TABLE b'),
    content: CONTENT,
  },
  {
    what: 'a constraint that takes an index',
    before: ROWS,
    up: raw(
      'CREATE UNIQUE INDEX CONCURRENTLY ua ON a (id)',
      'ALTER TABLE a ADD CONSTRAINT ua UNIQUE USING INDEX ua',
    ),
    down: raw('ALTER TABLE a DROP CONSTRAINT ua'),
    content: CONTENT,
  },
  {
    what: 'an index goes',
    before: `${ROWS}; CREATE INDEX i0 ON a (id)`,
    up: raw('DROP INDEX CONCURRENTLY i0', 'COMMENT ON TABLE a IS $$without an index$$'),
    down: raw('COMMENT ON TABLE a IS NULL', 'CREATE INDEX CONCURRENTLY i0 ON a (id)'),
    content: CONTENT,
  },
  {
    what: 'a column, filled',
    before: ROWS,
    up: raw(
      'ALTER TABLE a ADD COLUMN d text',
      "UPDATE a SET d = 'x' || id",
      'ALTER TABLE a ALTER COLUMN d SET NOT NULL',
    ),
    down: raw('ALTER TABLE a DROP COLUMN d'),
    content: CONTENT,
  },
  {
    what: 'rows that may change only once',
    before: ROWS,
    up: raw('UPDATE a SET c = c + 1', 'UPDATE a SET c = c * 10', 'SELECT pg_notify($$a$$, $$b$$)'),
    down: raw('UPDATE a SET c = c / 10', 'UPDATE a SET c = c - 1'),
    content: CONTENT,
  },
  {
    what: 'an index without a name',
    before: ROWS,
    up: raw('CREATE INDEX CONCURRENTLY ON a (id)', 'CREATE INDEX CONCURRENTLY ON a (c, id)'),
    down: raw('DROP INDEX CONCURRENTLY a_c_id_idx', 'DROP INDEX CONCURRENTLY a_id_idx'),
    content: CONTENT,
  },
  {
    what: 'batches that look for what is left',
    before: ROWS,
    up: `for (let count = -1; count !== 0; ) {
    const { rows } = await knex.raw('UPDATE a SET c = c + 1 WHERE id IN (SELECT id FROM a WHERE c = 0 ORDER BY id LIMIT 4) RETURNING id');
    count = rows.length;
  }`,
    down: `const rows = await knex('a').where('c', 1).select('id').orderBy('id');
  for (const { id } of rows) await knex('a').where({ id }).decrement('c', 1);`,
    content: CONTENT,
  },
  {
    what: 'transactions of its own',
    before: ROWS,
    up: `await knex.transaction(async (trx) => {
    await trx('a').increment('c', 1);
    await trx.transaction(async (inner) => { await inner.raw('SELECT 1 / 0'); }).catch(() => {});
    await trx('a').insert({ id: 10, c: 5 });
  });
  await knex.transaction(async (trx) => { await trx('a').delete(); throw new Error('not this one'); }).catch(() => {});
  ${raw('BEGIN; UPDATE a SET c = c + 100; COMMIT; UPDATE a SET c = c + 1000')}`,
    down: `await knex.transaction(async (trx) => {
    await trx('a').where({ id: 10 }).delete();
    await trx('a').decrement('c', 1101);
  });`,
    content: CONTENT,
  },
  {
    what: 'a partition goes',
    before: `${ROWS}; CREATE TABLE p (id bigint) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); INSERT INTO p VALUES (1)`,
    up: raw('ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY', 'ALTER TABLE p1 RENAME TO q1'),
    down: raw(
      'ALTER TABLE q1 RENAME TO p1',
      'ALTER TABLE p1 DROP CONSTRAINT IF EXISTS p1_id_check',
      'ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (0) TO (10)',
    ),
    content: CONTENT,
  },
  {
    what: 'settings of the session, and what may be done twice',
    before: `${ROWS}; CREATE INDEX i0 ON a (id)`,
    up: raw(
      'SET lock_timeout = 0',
      'SET search_path = other, public',
      'CREATE SCHEMA other',
      'REINDEX INDEX CONCURRENTLY i0',
      'VACUUM a',
      'CREATE TABLE b (id bigint)',
    ),
    down: raw('REINDEX TABLE CONCURRENTLY a', 'DROP TABLE other.b', 'DROP SCHEMA other'),
    content: CONTENT,
  },
];

/** A checkout with one such migration behind what it finds. */
export function workspaceOf({ before, up, down }: Pick<Body, 'before' | 'up' | 'down'>): ScratchWorkspace {
  const scratch = scratchWorkspace();
  scratch.addDomain('base', [], {
    '0001_a.ts': rawMigration(before, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'),
    '0002_l.ts': bodyMigration(up, down),
  });
  return scratch;
}

/** The file of a migration outside a transaction. */
export function bodyMigration(up: string, down: string): string {
  return `export const config = { transaction: false };
export async function up(knex) {
  ${up}
}
export async function down(knex) {
  ${down}
}
`;
}
