import { createTenantTable, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What lies where. The figures follow the ledger; the application writes only what it plans. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'stock', { write: 'inventory.write' }, (table) => {
    table.comment('How much of a product, or of one of its variants, a warehouse holds and has promised.');
    table.bigInteger('product_id').notNullable().comment('Product that is held.');
    table.bigInteger('product_variant_id').comment('Variant of it; empty for a product without variants.');
    table.bigInteger('warehouse_id').notNullable().comment('Where it lies.');
    table
      .boolean('allow_backorder')
      .notNullable()
      .comment('Repeats the warehouse, so that a check of this row can ask for it; follows it by reference.');
    table
      .integer('on_hand')
      .notNullable()
      .defaultTo(0)
      .comment('Pieces that lie here: the sum of the movements.');
    table
      .integer('reserved')
      .notNullable()
      .defaultTo(0)
      .comment('Pieces of these that are promised: the sum of what open reservations still wait for.');
    table
      .specificType('available', 'integer GENERATED ALWAYS AS (on_hand - reserved) STORED')
      .comment('Pieces that can still be promised or shipped.');
    table
      .decimal('stock_value', 14, 4)
      .notNullable()
      .defaultTo(0)
      .comment(
        'What the pieces on hand have cost, in the currency of the warehouse: the sum of the movements.',
      );
    table
      .specificType(
        'average_cost',
        'numeric(14,4) GENERATED ALWAYS AS (round(stock_value / nullif(on_hand, 0), 4)) STORED',
      )
      .comment('Moving average cost of a piece; empty when none is on hand.');
    table
      .integer('inbound')
      .notNullable()
      .defaultTo(0)
      .comment('Pieces that purchasing expects; a plan, written by whoever orders them.');
    table.integer('reorder_level').comment('At how many available pieces to order more.');
    table
      .timestamp('last_counted_at', { useTz: true })
      .comment('When a count of these pieces was last booked.');
    table.check('on_hand >= 0 OR allow_backorder', [], 'ck_stock_on_hand');
    table.check('reserved >= 0 AND (reserved <= on_hand OR allow_backorder)', [], 'ck_stock_reserved');
    table.check("stock_value <> 'NaN'", [], 'ck_stock_stock_value');
    table.check('inbound >= 0', [], 'ck_stock_inbound');
    table.check('reorder_level >= 0', [], 'ck_stock_reorder_level');
    table.index(['tenant_id', 'warehouse_id', 'allow_backorder'], 'ix_stock_warehouse_id_allow_backorder');
    table.index(['tenant_id', 'warehouse_id', 'product_id'], 'ix_stock_low', {
      predicate: knex.whereRaw('available <= reorder_level'),
    });
    tenantForeign(table, 'product_id', 'product', { index: false });
    table
      .foreign(['tenant_id', 'product_id', 'product_variant_id'], 'fk_stock_product_variant_id')
      .references(['tenant_id', 'parent_product_id', 'id'])
      .inTable('product_variant')
      .deferrable('immediate');
    table
      .foreign(['tenant_id', 'warehouse_id', 'allow_backorder'], 'fk_stock_warehouse_id')
      .references(['tenant_id', 'id', 'allow_backorder'])
      .inTable('warehouse')
      .onUpdate('CASCADE')
      .deferrable('immediate');
    // Product and warehouse are kept as long as it is there, so it goes with its tenant by itself.
    tenantRoot(table);
  });
  // Knex has no word for NULLS NOT DISTINCT: a product without variants has one row per warehouse, too.
  await knex.raw(`
    ALTER TABLE stock ADD CONSTRAINT uq_stock_product_id_product_variant_id_warehouse_id
      UNIQUE NULLS NOT DISTINCT (tenant_id, product_id, product_variant_id, warehouse_id);
    REVOKE INSERT, UPDATE, DELETE ON stock FROM erp_app;
    GRANT INSERT (tenant_id, product_id, product_variant_id, warehouse_id, allow_backorder, inbound, reorder_level),
      UPDATE (inbound, reorder_level) ON stock TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('stock');
}
