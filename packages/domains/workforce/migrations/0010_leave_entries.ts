import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The ledger of leave: a balance is the sum of its rows. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'leave_entry', { write: 'workforce.manage', appendOnly: true }, (table) => {
    table.comment(
      'Days of leave that a member was given or has taken. Never changed: a correction is a new row. The balance is the sum.',
    );
    table.bigInteger('staff_id').notNullable().comment('Member whose balance changes.');
    table.bigInteger('leave_type_id').notNullable().comment('Kind of absence.');
    code(table, 'kind', ['grant', 'consumption', 'reversal', 'adjustment', 'expiry'])
      .notNullable()
      .comment('reversal: an approved absence was called off. expiry: days that were not taken in time.');
    table.decimal('days', 7, 2).notNullable().comment('Positive when the balance grows.');
    table
      .date('effective_on')
      .notNullable()
      .comment('Counts from this day on; of an absence, its first day.');
    table.bigInteger('time_off_request_id').comment('Request that took the days, or gave them back.');
    table.text('reason').notNullable().defaultTo('');
    table.bigInteger('created_by').comment('Member who wrote it; empty for a job.');
    table.check(
      `CASE kind WHEN 'grant' THEN days > 0 WHEN 'reversal' THEN days > 0 WHEN 'adjustment' THEN days <> 0 ELSE days < 0 END
        AND days <> 'NaN'`,
      [],
      'ck_leave_entry_days',
    );
    table.check(
      `CASE kind WHEN 'reversal' THEN time_off_request_id IS NOT NULL WHEN 'consumption' THEN true
        ELSE time_off_request_id IS NULL END`,
      [],
      'ck_leave_entry_time_off_request_id',
    );
    // A request takes its days once and gives them back once.
    table.unique(['tenant_id', 'time_off_request_id', 'kind'], {
      indexName: 'uq_leave_entry_time_off_request_id',
    });
    table.index(
      ['tenant_id', 'staff_id', 'leave_type_id', 'effective_on', 'id'],
      'ix_leave_entry_staff_id_leave_type_id',
    );
    tenantForeign(table, 'staff_id', 'sys_tenant_members', {
      parentColumn: 'user_id',
      index: false,
    }).onDelete('CASCADE');
    tenantForeign(table, 'leave_type_id', 'leave_type');
    tenantForeign(table, 'time_off_request_id', 'schedule_time_off_request', { index: false });
    memberForeign(table, 'created_by');
  });
  await knex.raw(`
    CREATE POLICY leave_entry_select_concerned ON leave_entry AS RESTRICTIVE FOR SELECT TO erp_app
      USING (staff_id = app.current_user_id() OR app.has_permission('workforce.read_absences'));
    REVOKE INSERT ON leave_entry FROM erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('leave_entry');
}
