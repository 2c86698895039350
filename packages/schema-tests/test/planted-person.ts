import type { TestDatabase } from '@erp/testing/database';
import { fillTables, type SampleValues } from '@erp/testing/sample-rows';
import type { Knex } from 'knex';

/** A personal column with a value in a row of the person. */
export interface Planted {
  readonly table: string;
  readonly column: string;
  /** Text by which the value is found wherever it is; too short a value is looked for in its own row alone. */
  readonly marker: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly kept: boolean;
}

interface PersonalTable {
  readonly place: number;
  readonly table_name: string;
  readonly link_columns: string[];
  readonly link_parents: string[];
  readonly by_entity: boolean;
  readonly column_subject: string;
}

interface PersonalColumn {
  readonly table_name: string;
  readonly column_name: string;
  readonly subject: string;
  readonly type: string;
  readonly kept: boolean;
}

/** Values that make the row one of the person, or one where the column means the person. */
const AS_IT_MUST_BE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  omnichannel_message: { sender_type: 'user', admin_id: null, delivery_status: null },
  sms_messages: { direction: 'inbound', status: 'received', provider: 'acme' },
  order_payments: { kind: 'payment' },
  orders: { source_platform: 'shop' },
};

/** What no sample row can guess. */
const SAMPLES: SampleValues = { product_variant: { variant_sku: 'variant', options: { Size: '54' } } };

/** Our own number, where the message goes the other way; and what nobody has before the erasure. */
const NOT_YET = new Set(['sms_messages.to_number', 'crm_personal_keys.erasure_hash']);

/**
 * Makes a row of every table in which a declared column can be about a person, or about a member, lets it belong to
 * the one given by declared ways alone, and writes a marker into each of those columns.
 */
export async function plantMarkers(
  database: TestDatabase,
  subject: 'person' | 'member',
  samples: SampleValues = SAMPLES,
): Promise<Planted[]> {
  const { knex } = database;
  const { rows: tables } = await knex.raw<{ rows: PersonalTable[] }>('SELECT * FROM app.personal_tables(?)', [
    subject,
  ]);
  const names = [...new Set(tables.map((each) => each.table_name))];
  const filled = new Map(
    (await fillTables(database, names, samples)).map((each) => [each.name, each] as const),
  );
  const { rows: columns } = await knex.raw<{ rows: PersonalColumn[] }>(
    `SELECT c.table_name, c.column_name, c.subject, y.typname AS type, c.kept_because IS NOT NULL AS kept, c.subject
       FROM sys_personal_columns c
       JOIN pg_attribute a ON a.attrelid = c.table_name::regclass AND a.attname = c.column_name
       JOIN pg_type y ON y.oid = a.atttypid`,
  );
  const id = filled.get('crm_personal_keys')?.rows.a.id;
  const planted: Planted[] = [];
  for (const table of tables) {
    // What is about records is planted for the person alone.
    if (subject === 'member' && table.column_subject === 'person') continue;
    const fill = filled.get(table.table_name);
    if (fill === undefined) throw new Error(`no row in ${table.table_name}`);
    const row = fill.rows.a;
    const key = Object.fromEntries(
      (await keyOf(knex, table.table_name)).map((column) => [column, row[column]]),
    );
    const own = columns.filter(
      (each) =>
        each.table_name === table.table_name &&
        each.subject === table.column_subject &&
        !NOT_YET.has(`${each.table_name}.${each.column_name}`),
    );
    await knex.transaction(async (trx) => {
      // What triggers would say to a row that is changed by hand is not asked here; checks and keys are.
      await trx.raw('SET LOCAL session_replication_role = replica');
      const ways = {
        ...AS_IT_MUST_BE[table.table_name],
        // The audit names a record by its table, people by what they call it.
        ...(table.by_entity
          ? { entity_type: table.table_name === 'logs_human' ? 'crm_personal_keys' : 'person', entity_id: id }
          : {}),
        ...links(table, filled),
      };
      if (Object.keys(ways).length > 0) await trx(table.table_name).where(key).update(ways);
      for (const { column_name: column, type, kept } of own) {
        planted.push({
          ...(await plant(trx, table.table_name, column, type, key)),
          kept,
        });
      }
    });
  }
  return planted;
}

type Filled = Map<string, { readonly rows: { readonly a: Readonly<Record<string, unknown>> } }>;

/** Each way to a parent, one row each would be more than one row can have: the first way, and all that agree. */
function links(table: PersonalTable, filled: Filled): Record<string, unknown> {
  return Object.fromEntries(
    table.link_columns.map((column, i) => {
      const parent = table.link_parents[i] ?? '';
      const key = parent === 'sys_tenant_members' ? 'user_id' : 'id';
      return [column, filled.get(parent)?.rows.a[key]];
    }),
  );
}

async function keyOf(knex: Knex, table: string): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { column: string }[] }>(
    `SELECT a.attname AS "column" FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indisprimary AND i.indrelid = ?::regclass`,
    [table],
  );
  // The number alone finds a row of a partitioned table; its time is kept more exactly than a Date.
  const columns = rows.map((row) => row.column);
  return columns.includes('id') ? ['tenant_id', 'id'] : columns;
}

let count = 0;

/** Writes the first form of a marker that the checks of the column take. */
async function plant(
  trx: Knex.Transaction,
  table: string,
  column: string,
  type: string,
  key: Readonly<Record<string, unknown>>,
): Promise<Omit<Planted, 'kept'>> {
  count += 1;
  const marker = `marker${7_000_000 + count}`;
  const digits = String(7_000_000 + count);
  const forms: readonly (readonly [string, unknown])[] = (
    {
      jsonb:
        table === 'logs_human' && column === 'changes'
          ? [[marker, JSON.stringify({ external_key: { before: marker, after: null } })]]
          : [[marker, JSON.stringify({ said: marker })]],
      _text: [[marker, [marker]]],
      inet: [[`10.${count}.7.9`, `10.${count}.7.9`]],
      date: [['1977-07-07', '1977-07-07']],
      bpchar: [['ZZ', 'ZZ']],
    } as Record<string, [string, unknown][]>
  )[type] ?? [
    [marker, marker],
    [marker, `${marker}@example.com`],
    [marker, `https://example.com/${marker}`],
    [`555${digits}`, `+1555${digits}`],
    [digits.padStart(64, 'a'), digits.padStart(64, 'a')],
    [digits, digits],
    ['Pacific/Chatham', 'Pacific/Chatham'],
    ['ZZ', 'ZZ'],
  ];
  for (const [found, value] of forms) {
    await trx.raw('SAVEPOINT form');
    try {
      const changed = await trx(table)
        .where(key)
        .update({ [column]: value });
      if (changed !== 1) throw new Error(`${changed} rows of ${table} for one key`);
      return { table, column, marker: found, key };
    } catch (error) {
      await trx.raw('ROLLBACK TO SAVEPOINT form');
      if ((error as { code?: string }).code !== '23514') throw error;
    }
  }
  throw new Error(`no marker passes the checks of ${table}.${column}`);
}

/** Every row of every table, partitions included, as text by table. */
export async function textOfTables(knex: Knex): Promise<ReadonlyMap<string, string>> {
  const { rows } = await knex.raw<{ rows: { table: string }[] }>(
    `SELECT c.oid::regclass::text AS "table" FROM pg_class c
      WHERE c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace, 'archive'::regnamespace)
        AND c.relname !~ '^knex_migrations'`,
  );
  const texts = new Map<string, string>();
  for (const { table } of rows) {
    const found = await knex.raw<{ rows: { text: string | null }[] }>(
      `SELECT string_agg(CAST(t AS text), E'\\n') AS text FROM ${table} t`,
    );
    texts.set(table, found.rows[0]?.text ?? '');
  }
  return texts;
}

/** The tables that hold a text as a whole word anywhere, in whatever column. */
export function tablesWith(texts: ReadonlyMap<string, string>, text: string): string[] {
  const word = new RegExp(
    `(?<![\\p{L}\\p{N}])${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'u',
  );
  return [...texts].filter(([, rows]) => rows.includes(text) && word.test(rows)).map(([table]) => table);
}
