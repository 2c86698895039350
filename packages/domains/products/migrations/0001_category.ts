import { createTenantTable, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The tree of categories. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'category',
    { write: 'products.write', delete: 'products.delete' },
    (table) => {
      table.comment('A node of the tree that products are sorted into. The tree has no loops.');
      table.text('name').notNullable().comment('Unique among the children of the same parent.');
      table.bigInteger('parent_id').comment('Category above; empty for a root.');
      table.integer('sort_order').notNullable().defaultTo(0).comment('Position among its siblings.');
      table.check("btrim(name) <> '' AND name = btrim(name)", [], 'ck_category_name');
      table.check('parent_id <> id', [], 'ck_category_parent_id');
      // A category that has others below it is emptied first: they do not become roots unnoticed.
      tenantForeign(table, 'parent_id', 'category', { index: false });
      tenantRoot(table);
    },
  );
  // Knex has no word for NULLS NOT DISTINCT: two roots cannot have one name either.
  await knex.raw(
    'ALTER TABLE category ADD CONSTRAINT uq_category_parent_id_name UNIQUE NULLS NOT DISTINCT (tenant_id, parent_id, name)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('category');
}
