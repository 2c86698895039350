import {
  amount,
  authorship,
  code,
  createTenantTable,
  currency,
  memberForeign,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Campaigns, and every status that they have been in. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_campaigns',
    { write: 'marketing.write', delete: 'marketing.delete' },
    (table) => {
      table.comment('An effort to be noticed, bounded by time and budget.');
      table.text('name').notNullable().comment('Need not be unique: "Summer sale" comes every year.');
      code(table, 'type', ['email', 'social', 'paid_ads', 'content', 'event', 'launch'])
        .notNullable()
        .comment('What it mainly consists of.');
      code(table, 'status', STATUSES)
        .notNullable()
        .defaultTo('draft')
        .comment('Changed by app.transition_campaign alone.');
      table.text('status_note').comment('Why it has this status, in the words of whoever changed it.');
      table.text('description');
      currency(table).comment('ISO 4217 code of all its money and of that of its activities.');
      amount(table, 'budget').notNullable().defaultTo(0).comment('Money that may be spent.');
      amount(table, 'spent')
        .notNullable()
        .defaultTo(0)
        .comment('What its living activities have cost; kept by triggers, may exceed the budget.');
      table
        .specificType('budget_left', 'numeric(14,2) GENERATED ALWAYS AS (budget - spent) STORED')
        .comment('Money still to spend; negative when more was spent than planned.');
      table.date('start_date').notNullable().comment('First day.');
      table.date('end_date').comment('Last day, included; empty while it is open.');
      table.bigInteger('owner_id').comment('Member who answers for it; empty once that member is gone.');
      code(table, 'priority', ['low', 'medium', 'high']).notNullable().defaultTo('medium');
      table.integer('progress').notNullable().defaultTo(0).comment('How far it is by its owner, in percent.');
      table.integer('ai_score').comment('Rating by a model, 0 to 100.');
      table.text('purpose').comment('What it is to achieve.');
      table.text('notes');
      for (const [column, what] of FIGURES) {
        table.bigInteger(column).notNullable().defaultTo(0).comment(what);
      }
      for (const [column, what] of SHARES) {
        table.decimal(column, 7, 4).notNullable().defaultTo(0).comment(what);
      }
      table
        .specificType('tags', 'text[]')
        .notNullable()
        .defaultTo(knex.raw("'{}'::text[]"))
        .comment('Words to find it by.');
      table
        .timestamp('deleted_at', { useTz: true })
        .comment('Soft delete: empty while the campaign is shown.');

      table.check("btrim(name) <> ''", [], 'ck_mkt_campaigns_name');
      table.check('end_date >= start_date', [], 'ck_mkt_campaigns_end_date');
      table.check('progress BETWEEN 0 AND 100', [], 'ck_mkt_campaigns_progress');
      table.check('ai_score BETWEEN 0 AND 100', [], 'ck_mkt_campaigns_ai_score');
      for (const [column] of FIGURES) table.check(`${column} >= 0`, [], `ck_mkt_campaigns_${column}`);
      for (const [column] of SHARES) {
        table.check(`${column} BETWEEN 0 AND 100`, [], `ck_mkt_campaigns_${column}`);
      }
      table.check('array_position(tags, NULL) IS NULL', [], 'ck_mkt_campaigns_tags');
      // What runs or rests is ended first, so that nothing goes on out of sight.
      table.check(
        "deleted_at IS NULL OR status IN ('draft', 'planning', 'completed', 'cancelled')",
        [],
        'ck_mkt_campaigns_deleted_at',
      );
      // The list by status or type, and the calendar.
      table.index(['tenant_id', 'status', 'start_date', 'id'], 'ix_mkt_campaigns_status_start_date', {
        predicate: knex.whereNull('deleted_at'),
      });
      table.index(['tenant_id', 'type', 'start_date', 'id'], 'ix_mkt_campaigns_type_start_date', {
        predicate: knex.whereNull('deleted_at'),
      });
      table.index(['tenant_id', 'start_date', 'end_date', 'id'], 'ix_mkt_campaigns_start_date', {
        predicate: knex.whereNull('deleted_at'),
      });
      memberForeign(table, 'owner_id');
      authorship(table);
      tenantRoot(table);
    },
  );
  // Status and spent belong to functions; a campaign is taken away by deleted_at, so that its history stays.
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON mkt_campaigns FROM erp_app;
    GRANT INSERT (tenant_id, ${WRITABLE}, created_by), UPDATE (${WRITABLE}, deleted_at) ON mkt_campaigns TO erp_app;
    DROP POLICY mkt_campaigns_delete ON mkt_campaigns;
  `);

  await createTenantTable(
    knex,
    'mkt_campaign_status_history',
    { write: 'marketing.write', appendOnly: true },
    (table) => {
      table.comment(
        'Every change of the status of a campaign: from, to, by whom, when and why. Never changed.',
      );
      table.bigInteger('campaign_id').notNullable().comment('Campaign that changed.');
      code(table, 'from_status', STATUSES).comment('Status before; empty for the first one.');
      code(table, 'to_status', STATUSES).notNullable().comment('Status after.');
      table.bigInteger('changed_by').comment('Member who did it; empty for a job.');
      table.text('reason').comment('Why, in the words of whoever did it.');
      table
        .timestamp('changed_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When it happened; created_at says when it was recorded.');
      table.check('from_status <> to_status', [], 'ck_mkt_campaign_status_history_change');
      table.index(
        ['tenant_id', 'campaign_id', 'changed_at', 'id'],
        'ix_mkt_campaign_status_history_campaign_id',
      );
      tenantForeign(table, 'campaign_id', 'mkt_campaigns', { index: false }).onDelete('CASCADE');
      memberForeign(table, 'changed_by');
    },
  );
  // Written by a trigger of mkt_campaigns, so that nobody can invent a past.
  await knex.raw('REVOKE INSERT ON mkt_campaign_status_history FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_campaign_status_history');
  await knex.schema.dropTable('mkt_campaigns');
}

const STATUSES = ['draft', 'planning', 'in_progress', 'launching', 'paused', 'completed', 'cancelled'];

const FIGURES = [
  ['reach', 'People who saw it, as the networks report.'],
  ['reach_goal', 'People who are to see it.'],
  ['impressions', 'Times that it was shown, as the networks report.'],
] as const;

const SHARES = [
  ['engagement', 'Of those who saw it, how many reacted, in percent, as the networks report.'],
  ['engagement_goal', 'How many are to react, in percent.'],
] as const;

const WRITABLE =
  'name, type, description, currency_code, budget, start_date, end_date, owner_id, priority, progress, ai_score, ' +
  'purpose, notes, reach, reach_goal, impressions, engagement, engagement_goal, tags, updated_by';
