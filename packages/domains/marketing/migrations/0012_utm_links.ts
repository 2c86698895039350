import { authorship, createTenantTable, tenantForeign, tenantRoot, uniqueAlive } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Tracked links. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_utm_links',
    { write: 'marketing.write', delete: 'marketing.delete' },
    (table) => {
      table.comment('A link that says where those who follow it come from.');
      table.text('name').notNullable().comment('What it is called in the house.');
      table.text('url').notNullable().comment('Page that it leads to, without utm parameters.');
      table
        .text('short_url')
        .notNullable()
        .comment('Short address that is handed out, unique among living links.');
      table.bigInteger('campaign_id').comment('Campaign that it belongs to.');
      table.bigInteger('affiliate_id').comment('Partner who was given it.');
      table.text('source').notNullable().comment('utm_source: instagram, newsletter …');
      table.text('medium').notNullable().comment('utm_medium: cpc, email, story …');
      table.text('campaign').notNullable().comment('utm_campaign, as the analysis outside knows it.');
      table.text('term').comment('utm_term: the word that was paid for.');
      table.text('content').comment('utm_content: tells variants of one advertisement apart.');
      table
        .specificType('tagged_url', `text GENERATED ALWAYS AS (${TAGGED_URL}) STORED`)
        .comment('Page with its utm parameters: where a click is led.');
      table
        .bigInteger('clicks')
        .notNullable()
        .defaultTo(0)
        .comment('Number of its rows in mkt_utm_clicks; kept by functions and triggers.');
      table
        .bigInteger('conversions')
        .notNullable()
        .defaultTo(0)
        .comment('Number of its rows in mkt_utm_conversions; kept by functions and triggers.');
      table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the link works.');

      table.check("btrim(name) <> ''", [], 'ck_mkt_utm_links_name');
      // With these lengths the unique key below fits into a page of the index whatever is in it.
      table.check(
        `url ~ '^https{0,1}://[!-~]+$' AND length(url) <= 1800 AND url !~ '[^a-z]utm_'`,
        [],
        'ck_mkt_utm_links_url',
      );
      table.check(
        `short_url ~ '^https{0,1}://[!-~]+$' AND length(short_url) <= 1800`,
        [],
        'ck_mkt_utm_links_short_url',
      );
      // Nothing that would have to be encoded, so that one tag is always written in one way.
      for (const tag of ['source', 'medium', 'campaign', 'term', 'content']) {
        table.check(
          `${tag} ~ '^[a-z0-9][a-z0-9._~-]*$' AND length(${tag}) <= 150`,
          [],
          `ck_mkt_utm_links_${tag}`,
        );
      }
      table.check('clicks >= 0', [], 'ck_mkt_utm_links_clicks');
      table.check('conversions >= 0', [], 'ck_mkt_utm_links_conversions');
      uniqueAlive(table, ['short_url'], knex);
      tenantForeign(table, 'campaign_id', 'mkt_campaigns').onDelete('SET NULL (campaign_id)');
      tenantForeign(table, 'affiliate_id', 'mkt_affiliates').onDelete('SET NULL (affiliate_id)');
      authorship(table);
      tenantRoot(table);
    },
  );
  // One link for one meaning; Knex has no word for NULLS NOT DISTINCT.
  await knex.raw(`
    CREATE UNIQUE INDEX uq_mkt_utm_links_tags ON mkt_utm_links
      (tenant_id, campaign, source, medium, term, content, url) NULLS NOT DISTINCT WHERE deleted_at IS NULL;
    REVOKE INSERT, UPDATE, DELETE ON mkt_utm_links FROM erp_app;
    GRANT INSERT (tenant_id, url, ${WRITABLE}, created_by), UPDATE (${WRITABLE}, deleted_at) ON mkt_utm_links TO erp_app;
    DROP POLICY mkt_utm_links_delete ON mkt_utm_links;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_utm_links');
}

const WRITABLE =
  'name, short_url, campaign_id, affiliate_id, source, medium, campaign, term, content, updated_by';

const TAGGED_URL =
  "split_part(url, '#', 1) || CASE WHEN strpos(split_part(url, '#', 1), '\\?') > 0 THEN '&' ELSE '\\?' END" +
  " || 'utm_source=' || source || '&utm_medium=' || medium || '&utm_campaign=' || campaign" +
  " || coalesce('&utm_term=' || term, '') || coalesce('&utm_content=' || content, '')" +
  " || substr(url, length(split_part(url, '#', 1)) + 1)";
