import { amount, code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Sales opportunities. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'crm_potential', { write: 'crm.write', delete: 'crm.delete' }, (table) => {
    table.comment('An opportunity to sell something to a person.');
    table.bigInteger('personal_key_id').notNullable().comment('Person who may buy.');
    table.bigInteger('assigned_to').comment('Member who pursues it.');
    code(table, 'status', ['open', 'won', 'lost', 'abandoned']).notNullable().defaultTo('open');
    code(table, 'stage', ['prospecting', 'qualification', 'proposal', 'negotiation', 'closed'])
      .notNullable()
      .defaultTo('prospecting')
      .comment('How far it has come; one that was lost may keep the stage in which that happened.');
    code(table, 'priority', ['low', 'medium', 'high', 'critical']).notNullable().defaultTo('medium');
    table.bigInteger('campaign_id').comment('Campaign that it came from.');
    table.bigInteger('converted_to_order_id').comment('Order that was won.');
    table.specificType('currency_code', 'char(3)').comment('ISO 4217 code of the estimated value.');
    amount(table, 'estimated_value').comment('Money that is expected.');
    table.integer('probability_score').comment('How likely it is, in percent.');
    table.date('expected_close_date').comment('Day by which a decision is expected.');
    table
      .specificType('interested_products', 'text[]')
      .notNullable()
      .defaultTo(knex.raw("'{}'::text[]"))
      .comment('Names or SKUs as the person gave them; there need not be such a product.');
    table.check("currency_code ~ '^[A-Z]{3}$'", [], 'ck_crm_potential_currency_code');
    table.check('estimated_value IS NULL OR currency_code IS NOT NULL', [], 'ck_crm_potential_money');
    table.check('probability_score BETWEEN 0 AND 100', [], 'ck_crm_potential_probability_score');
    table.check("stage <> 'closed' OR status <> 'open'", [], 'ck_crm_potential_closed');
    table.check("converted_to_order_id IS NULL OR status = 'won'", [], 'ck_crm_potential_won');
    table.check(
      'array_position(interested_products, NULL) IS NULL',
      [],
      'ck_crm_potential_interested_products',
    );
    // The board by stage, the list of a member, what is due.
    table.index(['tenant_id', 'stage', 'expected_close_date', 'id'], 'ix_crm_potential_stage', {
      predicate: knex.whereRaw("status = 'open'"),
    });
    table.index(['tenant_id', 'status', 'stage', 'id'], 'ix_crm_potential_status_stage');
    table.index(['tenant_id', 'assigned_to', 'status', 'stage', 'id'], 'ix_crm_potential_assigned_to_status');
    table.index(['tenant_id', 'expected_close_date', 'id'], 'ix_crm_potential_expected_close_date');
    table.index(['tenant_id', 'campaign_id'], 'ix_crm_potential_campaign_id');
    table.index(['tenant_id', 'converted_to_order_id'], 'ix_crm_potential_converted_to_order_id');
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys').onDelete('CASCADE');
    memberForeign(table, 'assigned_to', { index: false });
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('crm_potential');
}
