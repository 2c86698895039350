import { openSession, type Session } from '@erp/engine/connection';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { drizzle } from 'drizzle-orm/node-postgres';
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  integer,
  jsonb,
  numeric,
  type PgColumnBuilderBase,
  pgSchema,
  smallint,
  text,
  time,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { seed } from 'drizzle-seed';
import pg from 'pg';
import { disableTriggers, enableTriggers, makeMonths, type Table } from './copy-whole.ts';

/** Parameters that a statement takes at most. */
const MOST_PARAMETERS = 65_535;

/**
 * knex.batchInsert of all rows of a demo, 1,000 at a time, in one transaction; triggers are disabled and foreign keys
 * checked at the end, as they are for `erp seed`. Reading the rows is not counted.
 *
 * @returns seconds.
 */
export async function knexWhole(
  seeded: ConnectionSettings,
  settings: ConnectionSettings,
  tables: readonly Table[],
): Promise<number> {
  const [from, session] = [await openSession(seeded), await openSession(settings)];
  try {
    const rows = new Map<string, readonly object[]>();
    for (const { name, columns } of tables) {
      const texts = columns.split(', ').map((column) => `${column}::text AS ${column}`);
      rows.set(name, await from.query(`SELECT ${texts.join(', ')} FROM ${name}`));
    }
    await makeMonths(session);
    const start = performance.now();
    await session.knex.transaction(async (trx) => {
      await trx.raw('SET CONSTRAINTS ALL DEFERRED');
      await trx.raw(disableTriggers(tables));
      for (const { name, columns } of tables) {
        const most = Math.min(1_000, Math.floor(MOST_PARAMETERS / columns.split(', ').length));
        const [schema, table] = name.includes('.') ? name.split('.') : ['public', name];
        for (const batch of batchesOf(rows.get(name) ?? [], most)) {
          await trx
            .withSchema(schema as string)
            .insert(batch)
            .into(table as string);
        }
      }
      await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
      await trx.raw(enableTriggers(tables));
    });
    await session.query(`ANALYZE ${tables.map(({ name }) => name).join(', ')}`);
    return (performance.now() - start) / 1000;
  } finally {
    await Promise.all([from.close(), session.close()]);
  }
}

function* batchesOf<Row>(rows: readonly Row[], size: number): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** What a table of drizzle-orm is made of, by the name of the type; columns of other types stay empty. */
const BUILDERS: Readonly<Record<string, (name: string) => PgColumnBuilderBase>> = {
  bigint: (name) => bigint(name, { mode: 'number' }),
  boolean: (name) => boolean(name),
  date: (name) => date(name),
  'double precision': (name) => doublePrecision(name),
  integer: (name) => integer(name),
  jsonb: (name) => jsonb(name),
  numeric: (name) => numeric(name, { precision: 5, scale: 2 }),
  smallint: (name) => smallint(name),
  text: (name) => text(name),
  'time without time zone': (name) => time(name),
  'timestamp with time zone': (name) => timestamp(name, { withTimezone: true }),
  uuid: (name) => uuid(name),
};

/**
 * drizzle-seed with as many rows for each table. It knows neither keys of several columns nor checks, so each table has a
 * copy with its columns and nothing else: no key, no index, no check, no partition.
 *
 * @returns seconds, and the columns that it has no generator for.
 */
export async function drizzleSeedWhole(
  seeded: ConnectionSettings,
  settings: ConnectionSettings,
  tables: readonly Table[],
): Promise<{ readonly seconds: number; readonly columns: number; readonly empty: number }> {
  const from = await openSession(seeded);
  const counts = await countsOf(from, tables);
  const columns = await from.query<Column>(COLUMNS, [tables.map(({ name }) => name)]);
  await from.close();
  const client = new pg.Client(settings as pg.ClientConfig);
  await client.connect();
  await client.query('CREATE SCHEMA bench');
  const schema = pgSchema('bench');
  const known = columns.filter(({ type }) => type in BUILDERS);
  const copies: Record<string, ReturnType<typeof schema.table>> = {};
  for (const { name } of tables) {
    const own = known.filter(({ table }) => table === name);
    const copy = name.replace('.', '_');
    await client.query(`CREATE TABLE bench.${copy} (${own.map((each) => `${each.name} ${each.type}`)})`);
    copies[copy] = schema.table(
      copy,
      Object.fromEntries(
        own.map((each) => [each.name, (BUILDERS[each.type] as never as Builder)(each.name)]),
      ),
    );
  }
  const start = performance.now();
  await seed(drizzle(client), copies).refine(() =>
    Object.fromEntries(tables.map(({ name }) => [name.replace('.', '_'), { count: counts.get(name) ?? 0 }])),
  );
  await client.query(`ANALYZE ${Object.keys(copies).map((copy) => `bench.${copy}`)}`);
  const seconds = (performance.now() - start) / 1000;
  await client.end();
  return { seconds, columns: columns.length, empty: columns.length - known.length };
}

type Builder = (name: string) => PgColumnBuilderBase;

async function countsOf(session: Session, tables: readonly Table[]): Promise<ReadonlyMap<string, number>> {
  const counted = await session.query<{ name: string; rows: number }>(
    tables
      .map(({ name }) => `SELECT '${name}' AS name, count(*)::integer AS rows FROM ${name}`)
      .join(' UNION ALL '),
  );
  return new Map(counted.map(({ name, rows }) => [name, rows]));
}

const COLUMNS = `
  SELECT c.oid::regclass::text AS "table", a.attname AS name, replace(format_type(a.atttypid, NULL), 'character', 'text') AS type
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE c.oid = ANY ($1::text[]::regclass[]) ORDER BY c.oid, a.attnum`;
