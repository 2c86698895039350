import { amount, authorship, code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What is done in a campaign, day by day, and how it was moved about. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_campaign_activities',
    { write: 'marketing.write', delete: 'marketing.delete' },
    (table) => {
      table.comment('A single thing that is done in a campaign, on a day or over some days.');
      table.bigInteger('campaign_id').notNullable().comment('Campaign that it is part of.');
      table.text('title').notNullable();
      code(table, 'type', [
        'email',
        'social',
        'paid_ads',
        'content',
        'event',
        'announcement',
        'launch',
      ]).notNullable();
      code(table, 'status', ['scheduled', 'active', 'completed', 'cancelled'])
        .notNullable()
        .defaultTo('scheduled');
      table.date('activity_date').notNullable().comment('First day.');
      table.integer('duration_days').notNullable().defaultTo(1).comment('How many days it takes.');
      table
        .specificType('last_date', 'date GENERATED ALWAYS AS (activity_date + (duration_days - 1)) STORED')
        .comment('Last day, included.');
      table.time('start_time').comment("Time of day, by the tenant's clock; empty: all day.");
      table.time('end_time').comment("Time of day on the last day, by the tenant's clock.");
      table.text('description');
      table.text('location').comment('Where it takes place.');
      amount(table, 'budget').comment("Money that is meant for it, out of the campaign's budget.");
      amount(table, 'spent').notNullable().defaultTo(0).comment('What it has cost so far.');
      table.bigInteger('reach').comment('People who are expected to see it.');
      table.text('notes');
      table
        .timestamp('deleted_at', { useTz: true })
        .comment('Soft delete: empty while the activity is shown; what is deleted costs nothing.');
      table.check("btrim(title) <> ''", [], 'ck_mkt_campaign_activities_title');
      table.check('duration_days BETWEEN 1 AND 3660', [], 'ck_mkt_campaign_activities_duration_days');
      // Over several days it may well end earlier in the day than it began.
      table.check('duration_days > 1 OR end_time >= start_time', [], 'ck_mkt_campaign_activities_end_time');
      table.check('end_time IS NULL OR start_time IS NOT NULL', [], 'ck_mkt_campaign_activities_start_time');
      table.check('reach >= 0', [], 'ck_mkt_campaign_activities_reach');
      // The plan of a campaign, and the calendar of all.
      table.index(
        ['tenant_id', 'campaign_id', 'activity_date', 'id'],
        'ix_mkt_campaign_activities_campaign_id_activity_date',
      );
      table.index(['tenant_id', 'activity_date', 'id'], 'ix_mkt_campaign_activities_activity_date', {
        predicate: knex.whereNull('deleted_at'),
      });
      tenantForeign(table, 'campaign_id', 'mkt_campaigns', { index: false }).onDelete('CASCADE');
      authorship(table);
    },
  );
  // An activity stays in its campaign, and stays in its books: it goes by deleted_at.
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON mkt_campaign_activities FROM erp_app;
    GRANT INSERT (tenant_id, campaign_id, ${WRITABLE}, created_by), UPDATE (${WRITABLE}, deleted_at)
      ON mkt_campaign_activities TO erp_app;
    DROP POLICY mkt_campaign_activities_delete ON mkt_campaign_activities;
  `);

  await createTenantTable(
    knex,
    'mkt_campaign_activities_history',
    { write: 'marketing.write', appendOnly: true },
    (table) => {
      table.comment('A move of an activity to another day: from when, to when, by whom. Never changed.');
      table.bigInteger('activity_id').notNullable().comment('Activity that was moved.');
      table.date('old_date').notNullable().comment('First day before.');
      table.date('new_date').notNullable().comment('First day after.');
      table.bigInteger('changed_by').comment('Member who moved it; empty for a job.');
      table.check('old_date <> new_date', [], 'ck_mkt_campaign_activities_history_move');
      table.index(
        ['tenant_id', 'activity_id', 'created_at', 'id'],
        'ix_mkt_campaign_activities_history_activity_id',
      );
      tenantForeign(table, 'activity_id', 'mkt_campaign_activities', { index: false }).onDelete('CASCADE');
      memberForeign(table, 'changed_by');
    },
  );
  // Written by a trigger of mkt_campaign_activities, so that nobody can invent a past.
  await knex.raw('REVOKE INSERT ON mkt_campaign_activities_history FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_campaign_activities_history');
  await knex.schema.dropTable('mkt_campaign_activities');
}

const WRITABLE =
  'title, type, status, activity_date, duration_days, start_time, end_time, description, location, budget, spent, ' +
  'reach, notes, updated_by';
