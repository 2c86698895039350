import { code, createTenantTable, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What a tenant says of its products, and what it says of each. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'product_attribute', { write: 'products.write' }, (table) => {
    table.comment('Something that can be said of products and materials, e.g. stone or year.');
    table.text('name').notNullable();
    code(table, 'type', ['text', 'number', 'boolean', 'select', 'date'])
      .notNullable()
      .defaultTo('text')
      .comment('What its values look like; fixed once it is there.');
    table
      .jsonb('choices')
      .notNullable()
      .defaultTo('[]')
      .comment('Of a select: the values to choose from, as a list of texts.');
    table.text('value').comment('Value that a form begins with.');
    table.text('description');
    table.check("btrim(name) <> '' AND name = btrim(name)", [], 'ck_product_attribute_name');
    table.check(
      "jsonb_typeof(choices) = 'array' AND (type = 'select' OR choices = '[]')",
      [],
      'ck_product_attribute_choices',
    );
    table.unique(['tenant_id', 'name'], { indexName: 'uq_product_attribute_name' });
    tenantRoot(table);
  });
  await knex.raw(`
    REVOKE UPDATE ON product_attribute FROM erp_app;
    GRANT UPDATE (name, choices, value, description) ON product_attribute TO erp_app;
  `);

  await createTenantTable(knex, 'product_attribute_value', { write: 'products.write' }, (table) => {
    table.comment('What an attribute is for one product.');
    table.bigInteger('product_id').notNullable();
    table.bigInteger('attribute_id').notNullable();
    table
      .text('value')
      .notNullable()
      .comment(
        'As the type of the attribute has it: 12.5, true, 2026-01-31, one of the choices, or any text.',
      );
    table
      .boolean('is_variant_value')
      .notNullable()
      .defaultTo(false)
      .comment('Whether it becomes part of the SKUs of variants.');
    table.check("btrim(value) <> ''", [], 'ck_product_attribute_value_value');
    table.unique(['tenant_id', 'product_id', 'attribute_id'], {
      indexName: 'uq_product_attribute_value_product_id',
    });
    table.index(['tenant_id', 'attribute_id', 'product_id'], 'ix_product_attribute_value_attribute_id');
    tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'attribute_id', 'product_attribute', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_attribute_value');
  await knex.schema.dropTable('product_attribute');
}
