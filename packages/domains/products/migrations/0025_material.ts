import {
  authorship,
  code,
  createTenantTable,
  currency,
  tenantForeign,
  tenantRoot,
  unitPrice,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Raw material, its variants, and the list of values that describe material. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'material_attribute', { write: 'inventory.write' }, (table) => {
    table.comment('A value that may be chosen when a material is described.');
    table.text('name').notNullable().comment('Label.');
    code(table, 'type', ['collection', 'stone', 'color', 'charm', 'metal', 'size', 'intention', 'element'])
      .notNullable()
      .comment('What it describes.');
    table.text('value').notNullable().defaultTo('').comment('Value that may be chosen.');
    table.check("btrim(name) <> ''", [], 'ck_material_attribute_name');
    table.unique(['tenant_id', 'type', 'name', 'value'], {
      indexName: 'uq_material_attribute_type_name_value',
    });
    tenantRoot(table);
  });

  await createTenantTable(knex, 'material', { write: 'inventory.write' }, (table) => {
    table.comment(
      'Something that products are made of; bought by its unit, or put together from other material.',
    );
    table.text('sku').notNullable().comment('Stock code, unique within the tenant.');
    table.text('name').notNullable();
    table.text('category').notNullable().comment('Group, in free words.');
    for (const each of DESCRIBED) {
      const column = `${each}_attribute_id`;
      table.bigInteger(column).comment(`Attribute of the catalog that names its ${each}.`);
      tenantForeign(table, column, 'product_attribute').onDelete(`SET NULL (${column})`);
    }
    table.text('thumbnail').comment('Address of a small picture.');
    table.text('description');
    measures(table, 'material');
    table.boolean('is_active').notNullable().defaultTo(true).comment('Whether it is still used.');
    authorship(table);
    table.check("btrim(sku) <> ''", [], 'ck_material_sku');
    table.check("btrim(name) <> ''", [], 'ck_material_name');
    table.unique(['tenant_id', 'sku'], { indexName: 'uq_material_sku' });
    table.index(['tenant_id', 'category', 'name'], 'ix_material_category_name', {
      predicate: knex.whereRaw('is_active'),
    });
    tenantRoot(table);
  });

  await createTenantTable(knex, 'material_variant', { write: 'inventory.write' }, (table) => {
    table.comment('A material in one size or metal, with a stock code, price and cost of its own.');
    table.bigInteger('material_id').notNullable().comment('Material that it is a variant of.');
    table.text('sku').notNullable().comment('Stock code, unique within the tenant.');
    table.text('name').notNullable();
    for (const each of ['size', 'metal']) {
      const column = `${each}_attribute_id`;
      table.bigInteger(column).comment(`Attribute of the catalog that names its ${each}.`);
      tenantForeign(table, column, 'product_attribute').onDelete(`SET NULL (${column})`);
    }
    measures(table, 'material_variant');
    authorship(table);
    table.check("btrim(sku) <> ''", [], 'ck_material_variant_sku');
    table.check("btrim(name) <> ''", [], 'ck_material_variant_name');
    table.unique(['tenant_id', 'sku'], { indexName: 'uq_material_variant_sku' });
    // What names a variant names its material too, so that the two cannot disagree.
    table.unique(['tenant_id', 'material_id', 'id'], { indexName: 'uq_material_variant_material_id_id' });
    tenantForeign(table, 'material_id', 'material', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('material_variant');
  await knex.schema.dropTable('material');
  await knex.schema.dropTable('material_attribute');
}

const DESCRIBED = ['stone', 'charm', 'color', 'intention', 'element'];

/** What a material and its variants have in common: unit, size, money. */
function measures(table: Knex.CreateTableBuilder, name: string): void {
  table.text('unit').notNullable().comment('What quantities are counted in, e.g. g or piece.');
  table.text('dimension').comment('Size, in free words.');
  table.decimal('weight', 10, 3).comment('Grams of one unit.');
  table
    .decimal('conversion_factor', 10, 3)
    .notNullable()
    .defaultTo(1)
    .comment('Base units in one unit, e.g. beads in a strand.');
  currency(table).comment('ISO 4217 code of price and cost.');
  unitPrice(table, 'price').notNullable().defaultTo(0).comment('For what one unit is sold.');
  unitPrice(table, 'cost')
    .notNullable()
    .defaultTo(0)
    .comment('For what one unit is bought: the standard cost.');
  table.check("btrim(unit) <> ''", [], `ck_${name}_unit`);
  table.check("weight > 0 AND weight <> 'NaN'", [], `ck_${name}_weight`);
  table.check("conversion_factor > 0 AND conversion_factor <> 'NaN'", [], `ck_${name}_conversion_factor`);
}
