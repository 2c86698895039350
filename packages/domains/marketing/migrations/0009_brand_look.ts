import { code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** How a brand looks: colors, type, logos. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'mkt_brand_colors', { write: 'marketing.write' }, (table) => {
    table.comment('A color of a brand.');
    table.bigInteger('brand_id').notNullable().comment('Brand that uses it.');
    table.text('name').notNullable().comment('What it is called in the house, unique in the brand.');
    hexColor(table, 'hex').notNullable().comment('#rrggbb or #rrggbbaa, lower case.');
    code(table, 'category', ['primary', 'secondary', 'neutral']).notNullable();
    table.text('usage').comment('Where it is used.');
    table.integer('sort_order').notNullable().defaultTo(0).comment('Position in its category.');
    table.check("btrim(name) <> ''", [], 'ck_mkt_brand_colors_name');
    table.unique(['tenant_id', 'brand_id', 'name'], { indexName: 'uq_mkt_brand_colors_brand_id_name' });
    table.index(
      ['tenant_id', 'brand_id', 'category', 'sort_order', 'id'],
      'ix_mkt_brand_colors_brand_id_category',
    );
    tenantForeign(table, 'brand_id', 'sys_brands', { index: false }).onDelete('CASCADE');
  });

  await createTenantTable(knex, 'mkt_brand_typography', { write: 'marketing.write' }, (table) => {
    table.comment('A style of type of a brand.');
    table.bigInteger('brand_id').notNullable().comment('Brand that uses it.');
    table.text('name').notNullable().comment('What it is called in the house, unique in the brand.');
    table.text('font_family').comment('Name of the font.');
    table.text('size').notNullable().comment('As CSS has it: 16px, 1.25rem.');
    table.integer('weight').notNullable().comment('As CSS has it, 1 to 1000; 400 is normal, 700 bold.');
    table.text('line_height').notNullable().comment('As CSS has it: normal, 1.5, 24px.');
    code(table, 'category', ['headings', 'body']).notNullable();
    table.text('usage').comment('Where it is used.');
    table.integer('sort_order').notNullable().defaultTo(0).comment('Position in its category.');
    table.check("btrim(name) <> ''", [], 'ck_mkt_brand_typography_name');
    table.check(`size ~ '^${CSS_LENGTH}$'`, [], 'ck_mkt_brand_typography_size');
    table.check('weight BETWEEN 1 AND 1000', [], 'ck_mkt_brand_typography_weight');
    table.check(
      `line_height ~ '^(normal|[0-9]+([.][0-9]+){0,1}|${CSS_LENGTH})$'`,
      [],
      'ck_mkt_brand_typography_line_height',
    );
    table.unique(['tenant_id', 'brand_id', 'name'], {
      indexName: 'uq_mkt_brand_typography_brand_id_name',
    });
    table.index(
      ['tenant_id', 'brand_id', 'category', 'sort_order', 'id'],
      'ix_mkt_brand_typography_brand_id_category',
    );
    tenantForeign(table, 'brand_id', 'sys_brands', { index: false }).onDelete('CASCADE');
  });

  await createTenantTable(knex, 'mkt_brand_logos', { write: 'marketing.write' }, (table) => {
    table.comment('A form of the logo of a brand.');
    table.bigInteger('brand_id').notNullable().comment('Brand that it stands for.');
    table.text('name').notNullable();
    code(table, 'variation_type', ['primary', 'dark', 'icon_only', 'monochrome']).notNullable();
    table
      .boolean('is_primary')
      .notNullable()
      .defaultTo(false)
      .comment('The one to take of its kind; a brand has one at most of each.');
    table.text('logo_url').notNullable().comment('Where the file lies.');
    table.text('thumbnail_url').comment('Where a small picture of it lies.');
    hexColor(table, 'background_color').comment('Color that it is made for: #rrggbb, lower case.');
    table.boolean('is_dark').notNullable().defaultTo(false).comment('Made for dark backgrounds.');
    table.text('description');
    table.integer('sort_order').notNullable().defaultTo(0).comment('Position among the logos of the brand.');
    table.check("btrim(name) <> ''", [], 'ck_mkt_brand_logos_name');
    table.check("btrim(logo_url) <> ''", [], 'ck_mkt_brand_logos_logo_url');
    table.unique(['tenant_id', 'brand_id', 'variation_type'], {
      indexName: 'uq_mkt_brand_logos_is_primary',
      useConstraint: false,
      predicate: knex.whereRaw('is_primary'),
    });
    table.index(['tenant_id', 'brand_id', 'sort_order', 'id'], 'ix_mkt_brand_logos_brand_id_sort_order');
    tenantForeign(table, 'brand_id', 'sys_brands', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_brand_logos');
  await knex.schema.dropTable('mkt_brand_typography');
  await knex.schema.dropTable('mkt_brand_colors');
}

const CSS_LENGTH = '[0-9]+([.][0-9]+){0,1}(px|rem|em|pt|%)';

function hexColor(table: Knex.CreateTableBuilder, column: 'hex' | 'background_color'): Knex.ColumnBuilder {
  const name = column === 'hex' ? 'ck_mkt_brand_colors_hex' : 'ck_mkt_brand_logos_background_color';
  table.check(`${column} ~ '^#[0-9a-f]{6}([0-9a-f]{2}){0,1}$'`, [], name);
  return table.text(column);
}
