import {
  authorship,
  code,
  createTenantTable,
  currency,
  tenantRoot,
  uniqueAlive,
  unitPrice,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Articles that are sold, with what a list and a search need of them. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'product',
    { write: 'products.write', delete: 'products.delete' },
    (table) => {
      table.comment('An article that is sold.');
      table
        .text('sku')
        .notNullable()
        .comment('Stock keeping unit. Unique in the tenant among living products and variants, in any case.');
      table.text('name').notNullable();
      code(table, 'product_type', TYPES)
        .notNullable()
        .defaultTo('standard')
        .comment('What kind of article it is. A set consists of other products and has no stock of its own.');
      code(table, 'status', STATUSES)
        .notNullable()
        .defaultTo('draft')
        .comment('updated: published, and changed since. do_not_import: kept out of the shops.');
      table
        .timestamp('published_at', { useTz: true })
        .comment('When it was published; empty while it is not. Stamped when the status says so.');
      currency(table).comment('ISO 4217 code of its prices and those of its variants.');
      unitPrice(table, 'retail_price').notNullable().defaultTo(0).comment('List price of one piece, net.');
      unitPrice(table, 'sale_price').comment(
        'Price at which it is sold now, net; empty when that is the list price.',
      );
      table.text('tax_class').comment('Class for tax, copied to the lines of orders, e.g. reduced.');
      table.text('description');
      table
        .boolean('is_pre_order')
        .notNullable()
        .defaultTo(false)
        .comment('Whether it can be ordered before there is stock.');
      table.bigInteger('promotion_id').comment('Promotion that runs for it; empty when none does.');
      table
        .integer('rating_count')
        .notNullable()
        .defaultTo(0)
        .comment('Reviews that count; kept by a trigger.');
      table
        .integer('rating_sum')
        .notNullable()
        .defaultTo(0)
        .comment('Sum of the stars of these reviews; kept by a trigger.');
      table
        .specificType(
          'rating_average',
          'numeric(3,2) GENERATED ALWAYS AS (round(rating_sum::numeric / nullif(rating_count, 0), 2)) STORED',
        )
        .comment('Average of the stars; empty without a review that counts.');
      table
        .specificType('search_vector', `tsvector GENERATED ALWAYS AS (${SEARCH}) STORED`)
        .comment('Words of name and description, SKU and tenant, for app.search_products.');
      table
        .timestamp('deleted_at', { useTz: true })
        .comment('Soft delete: its SKU and those of its variants are free again. Empty while it lives.');

      table.check('sku = btrim(sku) AND char_length(sku) BETWEEN 1 AND 100', [], 'ck_product_sku');
      table.check("btrim(name) <> ''", [], 'ck_product_name');
      table.check("tax_class ~ '^[a-z][a-z0-9_]*$'", [], 'ck_product_tax_class');
      table.check(
        "(status IN ('publish', 'updated')) = (published_at IS NOT NULL)",
        [],
        'ck_product_published_at',
      );
      table.check(
        'rating_count >= 0 AND rating_sum BETWEEN rating_count AND 5 * rating_count',
        [],
        'ck_product_rating',
      );

      uniqueAlive(table, ['sku'], knex);
      // The lists: by name, by status, latest first.
      table.index(['tenant_id', 'name', 'id'], 'ix_product_name', {
        predicate: knex.whereNull('deleted_at'),
      });
      table.index(['tenant_id', 'status', 'name', 'id'], 'ix_product_status_name', {
        predicate: knex.whereNull('deleted_at'),
      });
      table.index(['tenant_id', 'published_at', 'id'], 'ix_product_published_at', {
        predicate: knex.whereRaw('published_at IS NOT NULL AND deleted_at IS NULL'),
      });
      table.index(['tenant_id', 'promotion_id'], 'ix_product_promotion_id');
      authorship(table);
      tenantRoot(table);
    },
  );
  await knex.raw(
    'CREATE INDEX ix_product_search_vector ON product USING gin (search_vector) WHERE deleted_at IS NULL',
  );
  // Where a table takes products of one type alone, it points at this key. It is made last: of indexes that cost
  // the same the planner takes the newest, so while there are no statistics yet it is this one that references are
  // looked up by, and not one that has nothing but the tenant in common with them.
  await knex.raw(
    'ALTER TABLE product ADD CONSTRAINT uq_product_product_type UNIQUE (tenant_id, id, product_type)',
  );

  // Ratings follow the reviews.
  await knex.raw(`
    REVOKE INSERT, UPDATE ON product FROM erp_app;
    GRANT INSERT (tenant_id, ${WRITABLE}, created_at, created_by) ON product TO erp_app;
    GRANT UPDATE (${WRITABLE}) ON product TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product');
}

const TYPES = ['standard', 'custom', 'variant', 'set', 'jewelry', 'diamond', 'gemstone'];
const STATUSES = ['draft', 'publish', 'updated', 'do_not_import'];

const WRITABLE =
  'sku, name, product_type, status, published_at, currency_code, retail_price, sale_price, tax_class, ' +
  'description, is_pre_order, promotion_id, updated_by, deleted_at';

// Words are cut at blanks and ASCII punctuation, here and in the search, so that both cut alike in every locale.
// The SKU and the tenant are words with a blank in them, which no text can contain.
const cut = (text: string) => `regexp_replace(lower(${text}), '[[:space:]!-/:-@[-\`{-~]+', ' ', 'g')`;
const SEARCH = `
  setweight(to_tsvector('simple', ${cut('name')}), 'A')
  || setweight(to_tsvector('simple', ${cut("left(coalesce(description, ''), 20000)")}), 'C')
  || array_to_tsvector(ARRAY['sku ' || lower(sku), 'tenant ' || tenant_id::text])`;
