import { addInputChecks, dropInputChecks, finiteMoments, type InputChecks } from '@erp/kit/input-checks';
import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import { defaultToEnteredTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

/**
 * Where an opportunity has stood, and a key by which creating one can be repeated. The trigger that writes the history comes
 * with its function. Of opportunities that are there it is known where they stand now.
 */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'crm_potential_status_history',
    { read: 'crm.read_values', write: 'crm.write', appendOnly: true },
    (table) => {
      table.comment(
        'Every change of the status or stage of an opportunity: from, to, by whom, when and why. Never changed.',
      );
      table.bigInteger('potential_id').notNullable().comment('Opportunity that changed.');
      code(table, 'from_status', STATUSES).comment('Status before; empty for the first one.');
      code(table, 'to_status', STATUSES).notNullable().comment('Status after.');
      code(table, 'from_stage', STAGES).comment('Stage before; empty for the first one.');
      code(table, 'to_stage', STAGES).notNullable().comment('Stage after.');
      table.bigInteger('changed_by').comment('Member who did it; empty for a job.');
      table.text('reason').comment('Why, in the words of whoever did it; emptied when the person is erased.');
      table
        .timestamp('changed_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When it happened; created_at says when it was recorded.');
      table.check(
        'from_status <> to_status OR from_stage <> to_stage OR from_status IS NULL',
        [],
        'ck_crm_potential_status_history_change',
      );
      table.check('(from_status IS NULL) = (from_stage IS NULL)', [], 'ck_crm_potential_status_history_from');
      finiteMoments(table, ['changed_at', 'created_at']);
      table.index(
        ['tenant_id', 'potential_id', 'changed_at', 'id'],
        'ix_crm_potential_status_history_potential_id',
      );
      tenantForeign(table, 'potential_id', 'crm_potential', { index: false }).onDelete('CASCADE');
      memberForeign(table, 'changed_by');
    },
  );
  await defaultToEnteredTenant(knex, ['crm_potential_status_history']);
  // Written by a trigger of crm_potential, so that nobody can invent a past.
  await knex.raw('REVOKE INSERT ON crm_potential_status_history FROM erp_app');
  // Where there is a demo, its numbers stay free: the next `erp seed` tells the whole past of its opportunities.
  await knex.raw(`
    SELECT setval(pg_get_serial_sequence('crm_potential_status_history', 'id'), 1000000000, false)
    WHERE EXISTS (SELECT FROM sys_demo_seeds WHERE table_name = 'crm_potential')`);
  await knex.raw(`
    INSERT INTO crm_potential_status_history (tenant_id, potential_id, to_status, to_stage, changed_at)
    SELECT p.tenant_id, p.id, p.status, p.stage, p.updated_at
    FROM crm_potential p
    ORDER BY p.tenant_id, p.id`);

  await knex.schema.alterTable('crm_potential', (table) => {
    table
      .text('idempotency_key')
      .comment('Key of the caller of app.create_opportunity, so that a second call makes no second one.');
    table.unique(['tenant_id', 'idempotency_key'], { indexName: 'uq_crm_potential_idempotency_key' });
  });
  await addInputChecks(knex, KEYS);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, KEYS);
  await knex.schema.alterTable('crm_potential', (table) => {
    table.dropUnique(['tenant_id', 'idempotency_key'], 'uq_crm_potential_idempotency_key');
    table.dropColumn('idempotency_key');
  });
  await knex.schema.dropTable('crm_potential_status_history');
}

const KEYS: Readonly<Record<string, InputChecks>> = { crm_potential: { lines: { idempotency_key: 255 } } };
const STATUSES = ['open', 'won', 'lost', 'abandoned'];
const STAGES = ['prospecting', 'qualification', 'proposal', 'negotiation', 'closed'];
