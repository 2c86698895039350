import { amount, code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What a laboratory and a supplier say of a stone: one table for diamonds, one for colored stones. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'diamond', { write: 'products.write' }, (table) => {
    table.comment('What is known of the diamond that a product is, or is set with.');
    code(table, 'shape', SHAPES).comment('Shape it is cut to.');
    code(table, 'clarity', CLARITIES).comment('Grade of clarity, flawless first.');
    table.text('color').comment('Grade from D to Z, or a fancy color in words.');
    table.check("color ~ '^([D-Z]|[D-Z]-[D-Z]|[Ff]ancy .+)$'", [], 'ck_diamond_color');
    stone(table, 'diamond', knex);
  });
  await createTenantTable(knex, 'gemstone', { write: 'products.write' }, (table) => {
    table.comment('What is known of the colored stone that a product is, or is set with.');
    table.text('shape').comment('Shape it is cut to, as a code: oval, cabochon, trillion …');
    table.text('clarity').comment('Grade of clarity, as the laboratory writes it.');
    table.text('color').comment('Color, as the laboratory writes it.');
    table.check("shape ~ '^[a-z][a-z0-9_]*$'", [], 'ck_gemstone_shape');
    stone(table, 'gemstone', knex);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('gemstone');
  await knex.schema.dropTable('diamond');
}

/** What both have in common. */
function stone(table: Knex.CreateTableBuilder, name: string, knex: Knex): void {
  table.bigInteger('product_id').notNullable().comment('Product that is this stone or carries it.');
  table.text('item_id').comment('Key of the stone in the list of its supplier.');
  code(table, 'cut_grade', ['ideal', 'excellent', 'very_good', 'good', 'fair', 'poor']).comment(
    'How well it is cut.',
  );
  table.decimal('carat', 7, 3).comment('Weight in carats.');
  table.text('grading_lab').comment('Laboratory that graded it, e.g. GIA or IGI.');
  table.text('certificate_number').comment('Number of the report, unique within the laboratory.');
  table.text('certificate_url').comment('Where the report is.');
  table.text('image_url').comment('Where a picture is.');
  amount(table, 'total_price').comment('Price of the stone, in the currency of the product.');
  for (const side of ['length', 'width', 'height']) {
    table.decimal(`measurement_${side}`, 8, 2).comment('In millimeters.');
    table.check(
      `measurement_${side} > 0 AND measurement_${side} <> 'NaN'`,
      [],
      `ck_${name}_measurement_${side}`,
    );
  }
  table.text('country').comment('Where it comes from.');
  table.text('state_region').comment('Where in that country.');
  table
    .boolean('guaranteed_availability')
    .notNullable()
    .defaultTo(false)
    .comment('Whether the supplier guarantees that it can be had.');
  table.check("carat > 0 AND carat <> 'NaN'", [], `ck_${name}_carat`);
  table.check(
    "certificate_number IS NULL OR btrim(certificate_number) <> '' AND grading_lab IS NOT NULL",
    [],
    `ck_${name}_certificate_number`,
  );
  table.unique(['tenant_id', 'product_id'], { indexName: `uq_${name}_product_id` });
  table.unique(['tenant_id', 'item_id'], {
    indexName: `uq_${name}_item_id`,
    useConstraint: false,
    predicate: knex.whereNotNull('item_id'),
  });
  table.unique(['tenant_id', 'certificate_number', 'grading_lab'], {
    indexName: `uq_${name}_certificate_number`,
    useConstraint: false,
    predicate: knex.whereNotNull('certificate_number'),
  });
  // The filters of a shop: by shape, then by grade.
  table.index(['tenant_id', 'shape', 'color', 'clarity', 'product_id'], `ix_${name}_shape`);
  tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
}

const SHAPES = [
  'round',
  'princess',
  'emerald',
  'oval',
  'cushion',
  'pear',
  'marquise',
  'asscher',
  'radiant',
  'heart',
  'other',
];
const CLARITIES = ['FL', 'IF', 'VVS1', 'VVS2', 'VS1', 'VS2', 'SI1', 'SI2', 'SI3', 'I1', 'I2', 'I3'];
