import { createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Bills of materials: of what a product is made, and of what a material is put together. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'material_product', { write: 'inventory.write' }, (table) => {
    table.comment('A line of the bill of materials of a product.');
    table.bigInteger('product_id').notNullable().comment('Product that is made.');
    table
      .bigInteger('product_variant_id')
      .comment('Variant that alone needs the line; empty when every variant does.');
    table.bigInteger('material_id').notNullable().comment('Material that goes in.');
    table.bigInteger('material_variant_id').comment('Variant of it; empty for a material without variants.');
    table
      .decimal('quantity', 14, 3)
      .notNullable()
      .comment('How much of it one piece of the product takes, in the unit of the material.');
    table.check("quantity > 0 AND quantity <> 'NaN'", [], 'ck_material_product_quantity');
    table.index(
      ['tenant_id', 'material_id', 'material_variant_id'],
      'ix_material_product_material_id_material_variant_id',
    );
    tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
    table
      .foreign(['tenant_id', 'product_id', 'product_variant_id'], 'fk_material_product_product_variant_id')
      .references(['tenant_id', 'parent_product_id', 'id'])
      .inTable('product_variant')
      .deferrable('immediate')
      .onDelete('CASCADE');
    // Material that a bill names is not deleted but set inactive, so that no bill loses a line unseen.
    tenantForeign(table, 'material_id', 'material', { index: false });
    materialVariant(table, 'material_product', 'material_id', 'material_variant_id');
  });

  await createTenantTable(knex, 'material_component', { write: 'inventory.write' }, (table) => {
    table.comment('A line of the bill of materials of a material that is put together from others.');
    table.bigInteger('material_id').notNullable().comment('Material that is put together, in any variant.');
    table.bigInteger('component_material_id').notNullable().comment('Material that goes in.');
    table.bigInteger('component_material_variant_id').comment('Variant of it, where it has any.');
    table
      .decimal('quantity', 14, 3)
      .notNullable()
      .comment('How much of it one unit of the material takes, in the unit of the component.');
    table.check("quantity > 0 AND quantity <> 'NaN'", [], 'ck_material_component_quantity');
    table.check('material_id <> component_material_id', [], 'ck_material_component_itself');
    table.index(
      ['tenant_id', 'component_material_id', 'component_material_variant_id'],
      'ix_material_component_component_material_variant_id',
    );
    tenantForeign(table, 'material_id', 'material', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'component_material_id', 'material', { index: false });
    materialVariant(table, 'material_component', 'component_material_id', 'component_material_variant_id');
  });
  await knex.raw(`
    ALTER TABLE material_product ADD CONSTRAINT uq_material_product_line
      UNIQUE NULLS NOT DISTINCT (tenant_id, product_id, product_variant_id, material_id, material_variant_id);
    ALTER TABLE material_component ADD CONSTRAINT uq_material_component_line
      UNIQUE NULLS NOT DISTINCT (tenant_id, material_id, component_material_id, component_material_variant_id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('material_component');
  await knex.schema.dropTable('material_product');
}

/** A variant is referenced together with its material: it cannot be the variant of another one. */
function materialVariant(
  table: Knex.CreateTableBuilder,
  name: string,
  material: string,
  variant: string,
): void {
  table
    .foreign(['tenant_id', material, variant], `fk_${name}_${variant}`)
    .references(['tenant_id', 'material_id', 'id'])
    .inTable('material_variant')
    .deferrable('immediate');
}
