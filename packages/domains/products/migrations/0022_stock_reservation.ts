import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Pieces that are promised to somebody, for a while or until they are shipped. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'stock_reservation', { write: 'inventory.write' }, (table) => {
    table.comment('Pieces in a warehouse that are kept for somebody, until shipped, released or expired.');
    table.bigInteger('stock_id').notNullable().comment('Where the pieces lie.');
    table.integer('quantity').notNullable().comment('Pieces that were asked for.');
    table.integer('shipped_quantity').notNullable().defaultTo(0).comment('Pieces of these that have left.');
    code(table, 'status', ['open', 'shipped', 'released', 'expired'])
      .notNullable()
      .defaultTo('open')
      .comment('shipped: all of it has left. released: given back. expired: given back because time was up.');
    table
      .specificType(
        'open_quantity',
        "integer GENERATED ALWAYS AS (CASE status WHEN 'open' THEN quantity - shipped_quantity ELSE 0 END) STORED",
      )
      .comment('Pieces that are still kept.');
    table
      .text('source_key')
      .notNullable()
      .comment('What the pieces are kept for, in the words of the caller; makes a repeated call harmless.');
    code(table, 'source_type', SOURCES).comment('Kind of document behind it.');
    table.bigInteger('source_id').comment('Id of that document.');
    table
      .timestamp('reserved_until', { useTz: true })
      .comment('When it lapses; empty when it stands until it is shipped or released.');
    table.timestamp('closed_at', { useTz: true }).comment('When nothing was kept any more.');
    table.text('reason').comment('Why it was given back.');
    table.bigInteger('created_by').comment('Member who reserved; empty for a job.');
    table.check('quantity > 0', [], 'ck_stock_reservation_quantity');
    table.check('shipped_quantity BETWEEN 0 AND quantity', [], 'ck_stock_reservation_shipped_quantity');
    table.check(
      "(status = 'shipped') = (shipped_quantity = quantity)",
      [],
      'ck_stock_reservation_status_shipped',
    );
    table.check("(status = 'open') = (closed_at IS NULL)", [], 'ck_stock_reservation_closed_at');
    table.check("btrim(source_key) <> ''", [], 'ck_stock_reservation_source_key');
    table.check('(source_type IS NULL) = (source_id IS NULL)', [], 'ck_stock_reservation_source');
    table.unique(['tenant_id', 'source_key'], { indexName: 'uq_stock_reservation_source_key' });
    table.index(['tenant_id', 'stock_id', 'status'], 'ix_stock_reservation_stock_id_status');
    table.index(['tenant_id', 'reserved_until', 'stock_id'], 'ix_stock_reservation_reserved_until', {
      predicate: knex.whereRaw("status = 'open' AND reserved_until IS NOT NULL"),
    });
    table.index(['tenant_id', 'source_type', 'source_id'], 'ix_stock_reservation_source_type_source_id', {
      predicate: knex.whereNotNull('source_id'),
    });
    tenantForeign(table, 'stock_id', 'stock', { index: false }).onDelete('CASCADE');
    memberForeign(table, 'created_by');
  });
  // Written by app.reserve_stock and its relatives, which keep the figures of stock in step.
  await knex.raw('REVOKE INSERT, UPDATE, DELETE ON stock_reservation FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('stock_reservation');
}

const SOURCES = ['sales_order', 'production_order', 'transfer_order', 'cart', 'other'];
