import { createTenantTable, jsonObject, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What can be chosen about bespoke products. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'product_customize', { write: 'products.write' }, (table) => {
    table.comment('What can be chosen when a product is made to order; one per product at most.');
    table.bigInteger('product_id').notNullable();
    jsonObject(table, 'customization').comment(
      'By name of the field: its value, unit and key elsewhere, as {"engraving": {"value": "…", "unit": null}}.',
    );
    table.bigInteger('updated_by').comment('Member who changed it last.');
    table.unique(['tenant_id', 'product_id'], { indexName: 'uq_product_customize_product_id' });
    tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
    memberForeign(table, 'updated_by');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_customize');
}
