import { code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Who works on a campaign, and in which projects. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_campaign_members',
    { write: 'marketing.write', primaryKey: ['tenant_id', 'campaign_id', 'user_id'] },
    (table) => {
      table.comment('A member of staff who works on a campaign, beside its owner.');
      table.bigInteger('campaign_id').notNullable().comment('Campaign that is worked on.');
      table.bigInteger('user_id').notNullable().comment('Member who works on it.');
      table.text('role').comment('What the member does there, as a code: copy, design, media_buying …');
      table.check("role ~ '^[a-z][a-z0-9_]*$'", [], 'ck_mkt_campaign_members_role');
      tenantForeign(table, 'campaign_id', 'mkt_campaigns', { index: false }).onDelete('CASCADE');
      tenantForeign(table, 'user_id', 'sys_tenant_members', { parentColumn: 'user_id' }).onDelete('CASCADE');
    },
  );
  await createTenantTable(
    knex,
    'mkt_campaign_projects',
    { write: 'marketing.write', primaryKey: ['tenant_id', 'campaign_id', 'project_id'] },
    (table) => {
      table.comment('A project in which the work for a campaign is done.');
      table.bigInteger('campaign_id').notNullable().comment('Campaign that is worked for.');
      table.bigInteger('project_id').notNullable().comment('Project of the domain tasks, see links.ts.');
      code(table, 'role', ['main', 'sub', 'support']).comment(
        'How much the campaign depends on the project.',
      );
      table.index(['tenant_id', 'project_id'], 'ix_mkt_campaign_projects_project_id');
      table.unique(['tenant_id', 'campaign_id'], {
        indexName: 'uq_mkt_campaign_projects_main',
        useConstraint: false,
        predicate: knex.whereRaw("role = 'main'"),
      });
      tenantForeign(table, 'campaign_id', 'mkt_campaigns', { index: false }).onDelete('CASCADE');
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_campaign_projects');
  await knex.schema.dropTable('mkt_campaign_members');
}
