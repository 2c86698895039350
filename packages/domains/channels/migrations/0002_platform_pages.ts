import { amount, authorship, code, createTenantTable, jsonObject, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Pages and accounts on the networks, and the view that sums them up. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'channels_platform_pages', { write: 'channels.write' }, (table) => {
    table.comment('A page or account of a tenant on a network.');
    table.bigInteger('platform_id').notNullable().comment('Network that the page is on.');
    table
      .bigInteger('brand_id')
      .comment('Brand that the page speaks for, where it is not the one of the platform.');
    table.text('name').notNullable();
    table.text('entity_id').comment('Id of the page at the network.');
    table
      .text('entity_id_secondary')
      .comment('Id of the page at an aggregator that stands between, e.g. Pancake.');
    code(table, 'status', ['active', 'inactive']).notNullable().defaultTo('active');
    table
      .bigInteger('reach')
      .notNullable()
      .defaultTo(0)
      .comment('People reached, as the network reports it.');
    table
      .decimal('engagement', 7, 4)
      .notNullable()
      .defaultTo(0)
      .comment('Share of people who react, in percent.');
    amount(table, 'budget').comment('Budget of the page in the currency of its platform.');
    table
      .text('credential_reference')
      .comment(
        'Where the secret store keeps the access token, e.g. vault:channels/page-7; never the token itself.',
      );
    table
      .timestamp('token_expires_at', { useTz: true })
      .comment('When the access token ends; empty when it does not.');
    code(table, 'connection_state', ['not_connected', 'connected', 'reauthorization_needed'])
      .notNullable()
      .defaultTo('not_connected')
      .comment('Whether messages and figures can be exchanged with the network.');
    jsonObject(table, 'metadata').comment(
      'What the network tells beyond the columns: followers, likes, handle …',
    );
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the page lives.');
    table.check("btrim(name) <> ''", [], 'ck_channels_platform_pages_name');
    table.check('reach >= 0', [], 'ck_channels_platform_pages_reach');
    table.check('engagement BETWEEN 0 AND 100', [], 'ck_channels_platform_pages_engagement');
    table.check(
      "credential_reference ~ '^[a-z][a-z0-9_]*:[^[:space:]]+$'",
      [],
      'ck_channels_platform_pages_credential_reference',
    );
    table.check(
      "connection_state = 'not_connected' OR credential_reference IS NOT NULL",
      [],
      'ck_channels_platform_pages_connected',
    );
    table.unique(['tenant_id', 'platform_id', 'entity_id'], {
      indexName: 'uq_channels_platform_pages_entity_id',
      useConstraint: false,
      predicate: knex.whereNotNull('entity_id').whereNull('deleted_at'),
    });
    // Webhooks name the page by the id of the network alone, the job that renews tokens by their end.
    table.index(['tenant_id', 'entity_id'], 'ix_channels_platform_pages_entity_id', {
      predicate: knex.whereNotNull('entity_id').whereNull('deleted_at'),
    });
    table.index(['tenant_id', 'token_expires_at'], 'ix_channels_platform_pages_token_expires_at', {
      predicate: knex.whereNotNull('token_expires_at').whereNull('deleted_at'),
    });
    tenantForeign(table, 'platform_id', 'channels_platforms').onDelete('CASCADE');
    tenantForeign(table, 'brand_id', 'sys_brands').onDelete('SET NULL (brand_id)');
    authorship(table);
  });

  // Derived, so never stored: counters that are kept beside their rows come to differ from them.
  await knex.raw(`
    CREATE VIEW channels_platform_figures WITH (security_invoker = true) AS
    SELECT p.tenant_id, p.id AS platform_id,
      count(g.id) AS page_count,
      coalesce(sum(g.reach), 0)::bigint AS total_reach,
      round(coalesce(sum(g.engagement * g.reach) / nullif(sum(g.reach), 0), 0), 4) AS total_engagement,
      coalesce(sum(g.budget), 0) AS page_budget,
      p.currency_code
    FROM channels_platforms p
    LEFT JOIN channels_platform_pages g
      ON g.tenant_id = p.tenant_id AND g.platform_id = p.id AND g.deleted_at IS NULL
    WHERE p.deleted_at IS NULL
    GROUP BY p.tenant_id, p.id;
    COMMENT ON VIEW channels_platform_figures IS
      'What the living pages of a platform come to: how many, their reach, engagement weighted by reach, and budget.';
    REVOKE ALL ON channels_platform_figures FROM PUBLIC, anon, authenticated;
    GRANT SELECT ON channels_platform_figures TO erp_app, erp_service, erp_definer;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropView('channels_platform_figures');
  await knex.schema.dropTable('channels_platform_pages');
}
