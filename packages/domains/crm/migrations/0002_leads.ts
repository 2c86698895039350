import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Enquiries before a purchase, and every status that they have been in. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'crm_leads', { write: 'crm.write', delete: 'crm.delete' }, (table) => {
    table.comment('An enquiry of a person before a purchase.');
    table.bigInteger('personal_key_id').notNullable().comment('Person who asks.');
    code(table, 'status', STATUSES)
      .notNullable()
      .defaultTo('new')
      .comment('Changed by app.transition_lead and app.convert_lead alone.');
    table.text('status_note').comment('Why it has this status, in the words of whoever changed it.');
    table.text('source').comment('Where it came from, as a code: facebook, referral, walk_in …');
    table.bigInteger('assigned_to').comment('Member who takes care of it; empty while nobody does.');
    table.bigInteger('order_id').comment('Order that was won.');
    table.bigInteger('converted_customer_id').comment('Customer that it was converted into.');
    table.timestamp('converted_at', { useTz: true }).comment('When it was converted.');
    table.check("source ~ '^[a-z][a-z0-9_]*$'", [], 'ck_crm_leads_source');
    table.check("(status = 'converted') = (converted_at IS NOT NULL)", [], 'ck_crm_leads_converted_at');
    table.check(
      "status = 'converted' OR (order_id IS NULL AND converted_customer_id IS NULL)",
      [],
      'ck_crm_leads_converted',
    );
    // The inbox: mine by status, everybody's by status, oldest first.
    table.index(
      ['tenant_id', 'assigned_to', 'status', 'created_at', 'id'],
      'ix_crm_leads_assigned_to_status',
    );
    table.index(['tenant_id', 'status', 'created_at', 'id'], 'ix_crm_leads_status_created_at');
    table.index(['tenant_id', 'order_id'], 'ix_crm_leads_order_id');
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys').onDelete('CASCADE');
    memberForeign(table, 'assigned_to', { index: false });
  });
  // Status and conversion belong to functions, so that history and customer always follow.
  await knex.raw(`
    REVOKE INSERT, UPDATE ON crm_leads FROM erp_app;
    GRANT INSERT (tenant_id, personal_key_id, source, assigned_to, created_at), UPDATE (source, assigned_to)
      ON crm_leads TO erp_app;
  `);

  await createTenantTable(
    knex,
    'crm_lead_status_history',
    { write: 'crm.write', appendOnly: true },
    (table) => {
      table.comment('Every change of the status of a lead: from, to, by whom, when and why. Never changed.');
      table.bigInteger('lead_id').notNullable().comment('Lead that changed.');
      code(table, 'from_status', STATUSES).comment('Status before; empty for the first one.');
      code(table, 'to_status', STATUSES).notNullable().comment('Status after.');
      table.bigInteger('changed_by').comment('Member who did it; empty for a job.');
      table.text('reason').comment('Why, in the words of whoever did it; emptied when the person is erased.');
      table
        .timestamp('changed_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When it happened; created_at says when it was recorded.');
      table.check('from_status <> to_status', [], 'ck_crm_lead_status_history_change');
      table.index(['tenant_id', 'lead_id', 'changed_at', 'id'], 'ix_crm_lead_status_history_lead_id');
      tenantForeign(table, 'lead_id', 'crm_leads', { index: false }).onDelete('CASCADE');
      memberForeign(table, 'changed_by');
    },
  );
  // Written by a trigger of crm_leads, so that nobody can invent a past.
  await knex.raw('REVOKE INSERT ON crm_lead_status_history FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('crm_lead_status_history');
  await knex.schema.dropTable('crm_leads');
}

const STATUSES = ['new', 'contacted', 'qualified', 'converted', 'lost'];
