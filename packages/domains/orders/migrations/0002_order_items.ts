import { amount, authorship, code, createTenantTable, jsonObject, unitPrice } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Order lines, each with a snapshot of what was sold at which price and tax. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'order_items', { write: 'orders.write' }, (table) => {
    table.comment(
      'One line of an order. What it sells is copied here, so that later changes of the product do not reach it.',
    );
    table.bigInteger('order_id').notNullable().comment('Order that the line belongs to.');
    table
      .bigInteger('product_id')
      .comment('Product sold; empty for shipping, services and what is no longer in the catalog.');
    table.text('line_item_id').comment('Key of the line at the shop platform.');
    table.text('product_name').notNullable().comment('Name at the time of the sale.');
    table.text('sku').comment('Stock keeping unit at the time of the sale.');
    code(table, 'status', STATUSES)
      .notNullable()
      .defaultTo('pending')
      .comment('How far this line is fulfilled.');
    table.integer('quantity').notNullable().defaultTo(1).comment('Pieces ordered.');
    unitPrice(table, 'unit_price')
      .notNullable()
      .comment('Net price of one piece, in the currency of the order.');
    amount(table, 'discount_amount').notNullable().defaultTo(0).comment('Discount on the whole line, net.');
    table.text('tax_class').comment('Class of the product for tax at the time of the sale, e.g. reduced.');
    table.decimal('tax_rate', 7, 4).notNullable().defaultTo(0).comment('Tax in percent: 19.0000 is 19 %.');
    table
      .specificType('subtotal', `numeric(14,2) GENERATED ALWAYS AS (${SUBTOTAL}) STORED`)
      .comment('Quantity times unit price, rounded.');
    table
      .specificType('tax_amount', `numeric(14,2) GENERATED ALWAYS AS (${TAX}) STORED`)
      .comment('Tax on the subtotal less the discount, rounded per line.');
    table
      .specificType(
        'total_price',
        `numeric(14,2) GENERATED ALWAYS AS (${SUBTOTAL} - discount_amount + ${TAX}) STORED`,
      )
      .comment('What the line costs the customer: subtotal, less discount, plus tax.');
    jsonObject(table, 'properties').comment('Options that the customer chose, e.g. engraving or size.');
    table.check('quantity > 0', [], 'ck_order_items_quantity');
    table.check(`discount_amount <= ${SUBTOTAL}`, [], 'ck_order_items_discount_limit');
    table.check('tax_rate BETWEEN 0 AND 100', [], 'ck_order_items_tax_rate');
    table.check("btrim(product_name) <> ''", [], 'ck_order_items_product_name');
    // NaN is a numeric and greater than all others.
    table.check("unit_price <> 'NaN'", [], 'ck_order_items_unit_price_number');
    // What belongs to a line names its order too; this key makes sure that it is the right one.
    table.unique(['tenant_id', 'order_id', 'id'], { indexName: 'uq_order_items_order_id' });
    table.unique(['tenant_id', 'order_id', 'line_item_id'], {
      indexName: 'uq_order_items_line_item_id',
      useConstraint: false,
      predicate: knex.whereNotNull('line_item_id'),
    });
    table.index(['tenant_id', 'product_id'], 'ix_order_items_product_id');
    table.index(['tenant_id', 'status', 'order_id'], 'ix_order_items_to_fulfil', {
      predicate: knex.whereRaw("status IN ('pending', 'allocated', 'backordered', 'in_production')"),
    });
    table
      .foreign(['tenant_id', 'order_id'], 'fk_order_items_order_id')
      .references(['tenant_id', 'id'])
      .inTable('orders')
      .deferrable('immediate')
      .onDelete('CASCADE');
    authorship(table);
  });

  // A line stays with its order.
  await knex.raw(`
    REVOKE UPDATE ON order_items FROM erp_app;
    GRANT UPDATE (product_id, line_item_id, product_name, sku, status, quantity, unit_price, discount_amount,
      tax_class, tax_rate, properties, updated_by) ON order_items TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('order_items');
}

const STATUSES = [
  'pending',
  'allocated',
  'backordered',
  'in_production',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
];

// A generated column cannot read another one, hence the repetition.
const SUBTOTAL = 'round(quantity * unit_price, 2)';
const TAX = `round((${SUBTOTAL} - discount_amount) * tax_rate / 100, 2)`;
