import {
  amount,
  authorship,
  code,
  createTenantTable,
  currency,
  jsonObject,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The networks on which a tenant is present. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'channels_platforms', { write: 'channels.write' }, (table) => {
    table.comment('A network on which a tenant meets its customers, for one brand or for all of them.');
    table
      .bigInteger('brand_id')
      .comment('Brand that the presence belongs to; empty when it serves all brands.');
    table.text('name').notNullable();
    code(table, 'platform_type', [
      'facebook',
      'instagram',
      'youtube',
      'google_ads',
      'tiktok',
      'zalo',
      'email',
      'linkedin',
      'twitter',
      'pinterest',
    ]).notNullable();
    code(table, 'status', ['active', 'inactive']).notNullable().defaultTo('active');
    amount(table, 'total_budget').comment(
      'Budget for the whole network; those of its pages are parts of it or come on top.',
    );
    currency(table).comment('ISO 4217 code of the budgets of the network and of its pages.');
    jsonObject(table, 'metadata').comment('What the network tells beyond the columns, e.g. its category.');
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the platform lives.');
    table.check("btrim(name) <> ''", [], 'ck_channels_platforms_name');
    tenantForeign(table, 'brand_id', 'sys_brands').onDelete('SET NULL (brand_id)');
    authorship(table);
    tenantRoot(table);
  });
  // One presence per network and brand, and one without a brand; deleted ones do not stand in the way.
  await knex.raw(`
    CREATE UNIQUE INDEX uq_channels_platforms_platform_type ON channels_platforms (tenant_id, platform_type, brand_id)
    NULLS NOT DISTINCT WHERE deleted_at IS NULL
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('channels_platforms');
}
