import {
  amount,
  code,
  createTenantTable,
  currency,
  memberForeign,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Win-back batches, the people in them with their outcome, and the figures of each day. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'crm_reengaged_batches',
    { write: 'crm.write', delete: 'crm.delete' },
    (table) => {
      table.comment('A group of former buyers who are to be won back together.');
      table.text('batch_name').notNullable();
      table.bigInteger('assigned_to').comment('Member who answers for it.');
      currency(table).comment('ISO 4217 code of every amount of the batch, its people and its figures.');
      amount(table, 'historical_value').comment('What its people had spent before.');
      code(table, 'status', ['draft', 'active', 'paused', 'completed', 'cancelled'])
        .notNullable()
        .defaultTo('draft');
      table
        .date('created_date')
        .notNullable()
        .defaultTo(knex.raw('current_date'))
        .comment('Day on which it was put together.');
      table.integer('target_size').comment('How many people are planned.');
      table.date('start_date');
      table.date('end_date');
      table
        .integer('contacted_count')
        .notNullable()
        .defaultTo(0)
        .comment('People reached; kept by a trigger.');
      table
        .integer('response_count')
        .notNullable()
        .defaultTo(0)
        .comment('People who answered; kept by a trigger.');
      table
        .integer('conversion_count')
        .notNullable()
        .defaultTo(0)
        .comment('People who bought; kept by a trigger.');
      amount(table, 'reactivated_revenue')
        .notNullable()
        .defaultTo(0)
        .comment('Money won; kept by a trigger.');
      amount(table, 'target_revenue').comment('Money to be won.');
      table.decimal('target_response_rate', 7, 4).comment('Share of people who should answer, from 0 to 1.');
      table.bigInteger('created_by').comment('Member who put it together.');
      table.check("btrim(batch_name) <> ''", [], 'ck_crm_reengaged_batches_batch_name');
      table.check('target_size >= 0', [], 'ck_crm_reengaged_batches_target_size');
      table.check('end_date >= start_date', [], 'ck_crm_reengaged_batches_end_date');
      table.check(
        'contacted_count >= 0 AND response_count >= 0 AND conversion_count >= 0',
        [],
        'ck_crm_reengaged_batches_counts',
      );
      table.check(
        'target_response_rate BETWEEN 0 AND 1',
        [],
        'ck_crm_reengaged_batches_target_response_rate',
      );
      table.index(['tenant_id', 'status', 'start_date', 'id'], 'ix_crm_reengaged_batches_status_start_date');
      table.index(['tenant_id', 'created_date', 'id'], 'ix_crm_reengaged_batches_created_date');
      memberForeign(table, 'assigned_to');
      memberForeign(table, 'created_by');
      tenantRoot(table);
    },
  );
  // Counts follow the rows; see app.refresh_batch_figures.
  await knex.raw(`
    REVOKE INSERT, UPDATE ON crm_reengaged_batches FROM erp_app;
    GRANT INSERT (${WRITABLE}), UPDATE (${WRITABLE}) ON crm_reengaged_batches TO erp_app;
  `);

  await createTenantTable(knex, 'crm_reengage_personal_keys', { write: 'crm.write' }, (table) => {
    table.comment('A person inside a win-back batch, with what came of it.');
    table.bigInteger('batch_id').notNullable().comment('Batch that the person is in.');
    table.bigInteger('personal_key_id').notNullable().comment('Person who is to be won back.');
    table.bigInteger('assigned_to').comment('Member who talks to the person.');
    code(table, 'priority', ['low', 'medium', 'high', 'critical']).notNullable().defaultTo('medium');
    code(table, 'status', ['pending', 'contacted', 'responded', 'converted', 'failed', 'opted_out'])
      .notNullable()
      .defaultTo('pending');
    table.integer('contact_attempts').notNullable().defaultTo(0).comment('Tries so far.');
    code(table, 'last_contact_method', ['sms', 'email', 'phone', 'chat', 'visit']).comment(
      'Way of the last try.',
    );
    table.timestamp('added_to_batch_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
    table.timestamp('contacted_at', { useTz: true }).comment('When the person was first reached.');
    table.timestamp('responded_at', { useTz: true }).comment('When the person first answered.');
    table.timestamp('converted_at', { useTz: true }).comment('When the person bought.');
    table.timestamp('opted_out_at', { useTz: true }).comment('When the person asked to be left alone.');
    table.bigInteger('converted_order_id').comment('Order that was won.');
    amount(table, 'conversion_value').comment('Money that was won, in the currency of the batch.');
    table.text('failure_reason').comment('Why it came to nothing, in the words of the member.');
    table.text('notes');
    table.check('contact_attempts >= 0', [], 'ck_crm_reengage_personal_keys_contact_attempts');
    table.check(
      'responded_at >= contacted_at AND converted_at >= contacted_at AND contacted_at >= added_to_batch_at',
      [],
      'ck_crm_reengage_personal_keys_timeline',
    );
    table.check(
      `CASE status
        WHEN 'contacted' THEN contacted_at IS NOT NULL
        WHEN 'responded' THEN responded_at IS NOT NULL
        WHEN 'converted' THEN converted_at IS NOT NULL
        WHEN 'opted_out' THEN opted_out_at IS NOT NULL
        ELSE true
      END`,
      [],
      'ck_crm_reengage_personal_keys_milestone',
    );
    table.check(
      'converted_at IS NOT NULL OR (converted_order_id IS NULL AND conversion_value IS NULL)',
      [],
      'ck_crm_reengage_personal_keys_converted',
    );
    table.unique(['tenant_id', 'batch_id', 'personal_key_id'], {
      indexName: 'uq_crm_reengage_personal_keys_batch_id_personal_key_id',
    });
    // The worklist of a batch and that of a member.
    table.index(
      ['tenant_id', 'batch_id', 'status', 'priority', 'id'],
      'ix_crm_reengage_personal_keys_batch_id_status',
    );
    table.index(
      ['tenant_id', 'assigned_to', 'status', 'priority', 'id'],
      'ix_crm_reengage_personal_keys_assigned_to_status',
    );
    table.index(['tenant_id', 'converted_order_id'], 'ix_crm_reengage_personal_keys_converted_order_id');
    tenantForeign(table, 'batch_id', 'crm_reengaged_batches', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys').onDelete('CASCADE');
    memberForeign(table, 'assigned_to', { index: false });
  });

  // Nobody changes batch or person in place: figures and merges rely on it.
  await knex.raw(`
    REVOKE UPDATE ON crm_reengage_personal_keys FROM erp_app;
    GRANT UPDATE (${OUTCOME}) ON crm_reengage_personal_keys TO erp_app;
  `);

  await createTenantTable(knex, 'crm_reengage_batches_stats', { write: 'crm.write' }, (table) => {
    table.comment('The figures of a win-back batch as they stood on one day; one row per batch and day.');
    table.bigInteger('batch_id').notNullable().comment('Batch that was measured.');
    table.date('snapshot_date').notNullable().comment('Day that was measured.');
    const counted: readonly (readonly [string, string])[] = [
      ['contacted_count', 'People reached on the day.'],
      ['response_count', 'People who answered on the day.'],
      ['conversion_count', 'People who bought on the day.'],
      ['total_contacted', 'People reached up to and including the day.'],
      ['total_responses', 'People who answered up to and including the day.'],
      ['total_conversions', 'People who bought up to and including the day.'],
      ['sms_sent', 'Text messages on the day.'],
      ['email_sent', 'E-mails on the day.'],
      ['phone_calls', 'Calls on the day.'],
    ];
    for (const [column, meaning] of counted) {
      table.integer(column).notNullable().defaultTo(0).comment(meaning);
      table.check(`${column} >= 0`, [], `ck_crm_reengage_batches_stats_${column}`);
    }
    amount(table, 'revenue_generated').notNullable().defaultTo(0).comment('Money won on the day.');
    amount(table, 'total_revenue')
      .notNullable()
      .defaultTo(0)
      .comment('Money won up to and including the day.');
    table
      .specificType('response_rate', `numeric(7,4) ${ratio('total_responses', 'total_contacted', 4)}`)
      .comment('Answers per person reached so far; empty when nobody was.');
    table
      .specificType('conversion_rate', `numeric(7,4) ${ratio('total_conversions', 'total_contacted', 4)}`)
      .comment('Purchases per person reached so far; empty when nobody was.');
    table
      .specificType(
        'avg_revenue_per_conversion',
        `numeric(14,2) ${ratio('total_revenue', 'total_conversions', 2)}`,
      )
      .comment('Money per purchase so far; empty when there was none.');
    table.text('notes');
    table.check(
      'total_contacted >= contacted_count AND total_responses >= response_count' +
        ' AND total_conversions >= conversion_count AND total_revenue >= revenue_generated',
      [],
      'ck_crm_reengage_batches_stats_totals',
    );
    table.check(
      'total_responses <= total_contacted AND total_conversions <= total_contacted',
      [],
      'ck_crm_reengage_batches_stats_reached',
    );
    table.unique(['tenant_id', 'batch_id', 'snapshot_date'], {
      indexName: 'uq_crm_reengage_batches_stats_batch_id_snapshot_date',
    });
    table.index(['tenant_id', 'snapshot_date'], 'ix_crm_reengage_batches_stats_snapshot_date');
    tenantForeign(table, 'batch_id', 'crm_reengaged_batches', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('crm_reengage_batches_stats');
  await knex.schema.dropTable('crm_reengage_personal_keys');
  await knex.schema.dropTable('crm_reengaged_batches');
}

const WRITABLE =
  'tenant_id, batch_name, assigned_to, currency_code, historical_value, status, created_date, target_size, ' +
  'start_date, end_date, target_revenue, target_response_rate, created_by';

const OUTCOME =
  'assigned_to, priority, status, contact_attempts, last_contact_method, contacted_at, responded_at, converted_at, ' +
  'opted_out_at, converted_order_id, conversion_value, failure_reason, notes';

function ratio(part: string, whole: string, digits: number): string {
  return `GENERATED ALWAYS AS (round(${part}::numeric / nullif(${whole}, 0), ${digits})) STORED`;
}
