import { createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What campaigns are to reach. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'mkt_campaign_goals', { write: 'marketing.write' }, (table) => {
    table.comment('Something that a campaign is to reach, with a figure where it can be counted.');
    table.bigInteger('campaign_id').notNullable().comment('Campaign that aims at it.');
    table.text('goal_text').notNullable().comment('The goal in a sentence.');
    table.decimal('target_value', 16, 4).comment('Figure to reach; empty for a goal that is not counted.');
    table.text('unit').comment('What the figures count, as a code: orders, followers, eur …');
    table.decimal('achieved_value', 16, 4).notNullable().defaultTo(0).comment('Figure reached so far.');
    table
      .specificType('is_achieved', 'boolean GENERATED ALWAYS AS (achieved_value >= target_value) STORED')
      .comment('Whether the target is reached; empty for a goal that is not counted.');
    table
      .specificType(
        'achieved_percent',
        'numeric(24,4) GENERATED ALWAYS AS (round(achieved_value * 100 / nullif(target_value, 0), 4)) STORED',
      )
      .comment('How much of the target is reached; above 100 when it was passed.');
    table.check("btrim(goal_text) <> ''", [], 'ck_mkt_campaign_goals_goal_text');
    // NaN is larger than every number, so it is excluded by name.
    table.check("target_value > 0 AND target_value <> 'NaN'", [], 'ck_mkt_campaign_goals_target_value');
    table.check(
      "achieved_value >= 0 AND achieved_value <> 'NaN'",
      [],
      'ck_mkt_campaign_goals_achieved_value',
    );
    table.check("unit ~ '^[a-z][a-z0-9_]*$'", [], 'ck_mkt_campaign_goals_unit');
    tenantForeign(table, 'campaign_id', 'mkt_campaigns').onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_campaign_goals');
}
