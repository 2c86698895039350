import { createReadStream } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSession, type Session } from '@erp/engine/connection';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { drizzle } from 'drizzle-orm/node-postgres';
import {
  bigint,
  bigserial,
  boolean,
  char,
  index,
  numeric,
  pgSchema,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { seed } from 'drizzle-seed';
import pg from 'pg';
import { SALES } from './sales.ts';

/** Rows and the seconds that they took. */
export interface Load {
  readonly rows: number;
  readonly seconds: number;
}

/** Writes the bytes of each table into a file, so that raw COPY has nothing to do but send them. */
export async function writeBytes(
  directory: string,
  factories: readonly AnyFactory[],
  tenant: DemoTenant,
  units: number,
): Promise<number> {
  await mkdir(directory, { recursive: true });
  let rows = 0;
  for (const factory of factories) {
    const file = await open(join(directory, factory.table), 'w');
    const end = factory.count(tenant) * units;
    for (let from = 0; from < end; from += 1_000) {
      const piece = factory.copy(tenant, from, Math.min(from + 1_000, end));
      await file.write(piece.text);
      rows += piece.rows;
    }
    await file.close();
  }
  return rows;
}

/**
 * COPY of those bytes into the live schema, in one transaction.
 *
 * @param triggers false disables the triggers, as the loader does; true is the schema as it stands.
 */
export async function rawCopy(
  settings: ConnectionSettings,
  directory: string,
  factories: readonly AnyFactory[],
  triggers: boolean,
): Promise<number> {
  return timed(settings, async (session) => {
    for (const { table } of factories) {
      if (!triggers) await session.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    }
    for (const { table, columns } of factories) {
      const bytes = createReadStream(join(directory, table), { highWaterMark: 1 << 18 });
      await session.copyIn(`COPY ${table} (${columns.join(', ')}) FROM STDIN`, bytes);
    }
    for (const { table } of factories) {
      if (!triggers) await session.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    }
  });
}

/** knex.batchInsert of the same rows, 1,000 at a time; the triggers are disabled. */
export async function knexBatchInsert(
  settings: ConnectionSettings,
  directory: string,
  factories: readonly AnyFactory[],
): Promise<number> {
  const rows = new Map<string, Record<string, string | null>[]>();
  for (const { table, columns } of factories) {
    const lines = (await readFile(join(directory, table), 'utf8')).trimEnd().split('\n');
    const values = (line: string) =>
      line
        .split('\t')
        .map((cell, at) => [columns[at] ?? '', cell === '\\N' ? null : cell.replaceAll('\\\\', '\\')]);
    rows.set(
      table,
      lines.map((line) => Object.fromEntries(values(line))),
    );
  }
  return timed(settings, async (session) => {
    for (const { table } of factories) await session.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await session.knex.transaction(async (trx) => {
      for (const { table } of factories) {
        const widest = Math.floor(65_535 / 32);
        await trx.batchInsert(table, rows.get(table) ?? [], Math.min(1_000, widest));
      }
    });
  });
}

const bench = pgSchema('bench');

/** Tables equivalent to the three: as many columns of the same kinds, five indexes and the keys between them. */
const equivalent = (() => {
  const sums = () => ({
    subtotal: numeric('subtotal', { precision: 14, scale: 2 }),
    discount: numeric('discount', { precision: 14, scale: 2 }),
    tax: numeric('tax', { precision: 14, scale: 2 }),
  });
  const stamps = () => ({ created_at: timestamp('created_at'), updated_at: timestamp('updated_at') });
  const orders = bench.table(
    'orders',
    {
      id: bigserial('id', { mode: 'number' }).primaryKey(),
      tenant_id: bigint('tenant_id', { mode: 'number' }),
      order_number: text('order_number'),
      status: text('status'),
      ordered_at: timestamp('ordered_at'),
      customer_id: bigint('customer_id', { mode: 'number' }),
      store_id: bigint('store_id', { mode: 'number' }),
      page_id: bigint('page_id', { mode: 'number' }),
      address: text('address'),
      notes: text('notes'),
      currency: char('currency', { length: 3 }),
      ...sums(),
      paid: numeric('paid', { precision: 14, scale: 2 }),
      refunded: numeric('refunded', { precision: 14, scale: 2 }),
      placement_key: text('placement_key'),
      confirmed_at: timestamp('confirmed_at'),
      shipped_at: timestamp('shipped_at'),
      delivered_at: timestamp('delivered_at'),
      completed_at: timestamp('completed_at'),
      ...stamps(),
    },
    (table) => [
      index('b1').on(table.tenant_id, table.order_number),
      index('b2').on(table.tenant_id, table.status, table.ordered_at),
      index('b3').on(table.tenant_id, table.customer_id),
      index('b4').on(table.tenant_id, table.ordered_at),
      index('b5').on(table.tenant_id, table.placement_key),
    ],
  );
  const items = bench.table(
    'items',
    {
      id: bigserial('id', { mode: 'number' }).primaryKey(),
      tenant_id: bigint('tenant_id', { mode: 'number' }),
      order_id: bigint('order_id', { mode: 'number' }).references(() => orders.id),
      line: text('line'),
      product_name: text('product_name'),
      sku: text('sku'),
      status: text('status'),
      quantity: bigint('quantity', { mode: 'number' }),
      unit_price: numeric('unit_price', { precision: 14, scale: 4 }),
      ...sums(),
      tax_class: text('tax_class'),
      properties: text('properties'),
      ...stamps(),
    },
    (table) => [
      index('b6').on(table.tenant_id, table.order_id),
      index('b7').on(table.tenant_id, table.sku),
      index('b8').on(table.tenant_id, table.status),
    ],
  );
  const payments = bench.table(
    'payments',
    {
      id: bigserial('id', { mode: 'number' }).primaryKey(),
      tenant_id: bigint('tenant_id', { mode: 'number' }),
      order_id: bigint('order_id', { mode: 'number' }).references(() => orders.id),
      currency: char('currency', { length: 3 }),
      kind: text('kind'),
      method: text('method'),
      amount: numeric('amount', { precision: 14, scale: 2 }),
      status: text('status'),
      key: text('key'),
      provider: text('provider'),
      transaction: text('transaction'),
      paid_at: timestamp('paid_at'),
      is_deposit: boolean('is_deposit'),
      created_at: timestamp('created_at'),
    },
    (table) => [
      index('b9').on(table.tenant_id, table.order_id),
      index('b10').on(table.tenant_id, table.key),
      index('b11').on(table.tenant_id, table.paid_at),
    ],
  );
  return { orders, items, payments };
})();

/** drizzle-seed into those tables. */
export async function drizzleSeed(
  settings: ConnectionSettings,
  counts: { readonly orders: number; readonly items: number; readonly payments: number },
): Promise<number> {
  const client = new pg.Client(settings as pg.ClientConfig);
  await client.connect();
  await client.query(EQUIVALENT);
  const start = performance.now();
  await seed(drizzle(client), equivalent).refine(() => ({
    orders: { count: counts.orders },
    items: { count: counts.items },
    payments: { count: counts.payments },
  }));
  await client.query('ANALYZE bench.orders, bench.items, bench.payments');
  const seconds = (performance.now() - start) / 1000;
  await client.end();
  return seconds;
}

const EQUIVALENT = `
  CREATE SCHEMA bench;
  CREATE TABLE bench.orders (id bigserial PRIMARY KEY, tenant_id bigint, order_number text, status text,
    ordered_at timestamp, customer_id bigint, store_id bigint, page_id bigint, address text, notes text, currency char(3),
    subtotal numeric(14,2), discount numeric(14,2), tax numeric(14,2), paid numeric(14,2), refunded numeric(14,2),
    placement_key text, confirmed_at timestamp, shipped_at timestamp, delivered_at timestamp, completed_at timestamp,
    created_at timestamp, updated_at timestamp);
  CREATE TABLE bench.items (id bigserial PRIMARY KEY, tenant_id bigint, order_id bigint REFERENCES bench.orders,
    line text, product_name text, sku text, status text, quantity bigint, unit_price numeric(14,4), subtotal numeric(14,2),
    discount numeric(14,2), tax numeric(14,2), tax_class text, properties text, created_at timestamp, updated_at timestamp);
  CREATE TABLE bench.payments (id bigserial PRIMARY KEY, tenant_id bigint, order_id bigint REFERENCES bench.orders,
    currency char(3), kind text, method text, amount numeric(14,2), status text, key text, provider text,
    transaction text, paid_at timestamp, is_deposit boolean, created_at timestamp);
  CREATE INDEX ON bench.orders (tenant_id, order_number); CREATE INDEX ON bench.orders (tenant_id, status, ordered_at);
  CREATE INDEX ON bench.orders (tenant_id, customer_id); CREATE INDEX ON bench.orders (tenant_id, ordered_at);
  CREATE INDEX ON bench.orders (tenant_id, placement_key); CREATE INDEX ON bench.items (tenant_id, order_id);
  CREATE INDEX ON bench.items (tenant_id, sku); CREATE INDEX ON bench.items (tenant_id, status);
  CREATE INDEX ON bench.payments (tenant_id, order_id); CREATE INDEX ON bench.payments (tenant_id, key);
  CREATE INDEX ON bench.payments (tenant_id, paid_at)`;

async function timed(
  settings: ConnectionSettings,
  work: (session: Session) => Promise<void>,
): Promise<number> {
  const session = await openSession(settings);
  try {
    const start = performance.now();
    await session.query('BEGIN');
    await work(session);
    await session.query('COMMIT');
    // Rows that nobody can plan with are not there yet; erp seed ends with it too.
    await session.query(`ANALYZE ${SALES.join(', ')}`);
    return (performance.now() - start) / 1000;
  } finally {
    await session.close();
  }
}
