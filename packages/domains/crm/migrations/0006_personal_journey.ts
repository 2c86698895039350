import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The timeline of touchpoints with a person. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'crm_personal_journey', { write: 'crm.write', appendOnly: true }, (table) => {
    table.comment('A touchpoint with a person: what happened, how it felt, what comes next. Never changed.');
    table.bigInteger('personal_key_id').notNullable().comment('Person who was met.');
    code(table, 'interaction_type', ['email', 'sms', 'call', 'visit', 'chat']);
    code(table, 'stage', [
      'awareness',
      'interest',
      'consideration',
      'purchase',
      'retention',
      'advocacy',
    ]).comment('Where the person stands on the way to and beyond a purchase.');
    table.text('emotion').comment('How the person seemed, in a word or two.');
    table.text('next_action').comment('Step that is suggested.');
    table.text('summary_text').comment('Recap by a member of staff or a model.');
    table
      .decimal('confidence_score', 7, 4)
      .comment('How sure the model is of its recap, from 0 to 1; empty when a person wrote it.');
    table.decimal('sentiment_score', 7, 4).comment('Mood, from -1 (bad) to 1 (good).');
    table.bigInteger('recorded_by').comment('Member who wrote it down; empty for a job.');
    table.text('source').comment('Where the entry came from, as a code: staff, import, assistant …');
    table.bigInteger('channel_platform_page_id').comment('Page or account on which it happened.');
    table.bigInteger('campaign_id').comment('Campaign that led to it.');
    table.bigInteger('store_id').comment('Store that was visited.');
    table.bigInteger('brand_id').comment('Brand that it was about.');
    table.bigInteger('related_order_id').comment('Order that it was about.');
    table.check('confidence_score BETWEEN 0 AND 1', [], 'ck_crm_personal_journey_confidence_score');
    table.check('sentiment_score BETWEEN -1 AND 1', [], 'ck_crm_personal_journey_sentiment_score');
    table.check("source ~ '^[a-z][a-z0-9_]*$'", [], 'ck_crm_personal_journey_source');
    table.index(
      ['tenant_id', 'personal_key_id', 'created_at', 'id'],
      'ix_crm_personal_journey_personal_key_id_created_at',
    );
    table.index(['tenant_id', 'stage', 'created_at', 'id'], 'ix_crm_personal_journey_stage_created_at');
    table.index(['tenant_id', 'created_at', 'id'], 'ix_crm_personal_journey_created_at');
    for (const linked of ['channel_platform_page_id', 'campaign_id', 'related_order_id']) {
      table.index(['tenant_id', linked], `ix_crm_personal_journey_${linked}`);
    }
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys', { index: false }).onDelete('CASCADE');
    memberForeign(table, 'recorded_by');
    tenantForeign(table, 'store_id', 'sys_stores').onDelete('SET NULL (store_id)');
    tenantForeign(table, 'brand_id', 'sys_brands').onDelete('SET NULL (brand_id)');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('crm_personal_journey');
}
