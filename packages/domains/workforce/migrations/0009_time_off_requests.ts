import { code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Requests for time off, written by functions alone. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'schedule_time_off_request', { write: 'workforce.request' }, (table) => {
    table.comment('A member asks to be absent; approved, it becomes an entry of the schedule.');
    table.bigInteger('staff_id').notNullable().comment('Member who asks.');
    table.bigInteger('leave_type_id').notNullable().comment('Kind of absence.');
    table.text('staff_group').comment('Group of people that the request was sorted into, free text.');
    table.text('reason').notNullable().defaultTo('').comment('Why, in the words of the member.');
    table.text('email_body').comment('Text of the mail that the request came by.');
    table.date('day_off').notNullable().comment('First day.');
    table.date('last_day_off').notNullable().comment('Last day, the same one for a single day.');
    table.time('from_time').comment('Begins at this time of the first day; at midnight when empty.');
    table.time('until_time').comment('Ends at this time of the last day; at midnight after it when empty.');
    table.text('timezone').notNullable().defaultTo('UTC').comment('IANA zone name of the clock on the wall.');
    table
      .specificType(
        'start_time',
        "timestamptz GENERATED ALWAYS AS ((day_off + coalesce(from_time, time '00:00')) AT TIME ZONE timezone) STORED",
      )
      .comment('First moment of the absence.');
    table
      .specificType(
        'end_time',
        `timestamptz GENERATED ALWAYS AS (CASE WHEN until_time IS NULL THEN (last_day_off + 1)::timestamp
          ELSE last_day_off + until_time END AT TIME ZONE timezone) STORED`,
      )
      .comment('First moment after the absence.');
    table
      .decimal('days', 5, 2)
      .notNullable()
      .comment(
        'What it takes from the balance: fewer than the days of the calendar where some are free anyway.',
      );
    code(table, 'status', ['pending', 'approved', 'rejected', 'cancelled'])
      .notNullable()
      .defaultTo('pending');
    table.bigInteger('schedule_id').comment('Absence in the schedule that the approval made.');
    table.text('hr_comment').comment('Remark of whoever decided.');
    table.bigInteger('confirmed_by').comment('Member who decided; empty where nobody has to.');
    table.timestamp('confirmed_at', { useTz: true }).comment('When it was decided.');
    table.check(
      'last_day_off BETWEEN day_off AND day_off + 366',
      [],
      'ck_schedule_time_off_request_last_day_off',
    );
    table.check('end_time > start_time', [], 'ck_schedule_time_off_request_end_time');
    table.check('days > 0 AND days <= last_day_off - day_off + 1', [], 'ck_schedule_time_off_request_days');
    table.check(
      "CASE status WHEN 'pending' THEN confirmed_at IS NULL WHEN 'cancelled' THEN true ELSE confirmed_at IS NOT NULL END",
      [],
      'ck_schedule_time_off_request_confirmed_at',
    );
    table.check('confirmed_at >= created_at', [], 'ck_schedule_time_off_request_timeline');
    table.check('confirmed_by <> staff_id', [], 'ck_schedule_time_off_request_confirmed_by');
    table.check(
      "schedule_id IS NULL OR status IN ('approved', 'cancelled')",
      [],
      'ck_schedule_time_off_request_schedule_id',
    );
    table.index(['tenant_id', 'staff_id', 'day_off', 'id'], 'ix_schedule_time_off_request_staff_id_day_off');
    table.index(['tenant_id', 'day_off', 'id'], 'ix_schedule_time_off_request_pending', {
      predicate: knex.whereRaw("status = 'pending'"),
    });
    tenantForeign(table, 'staff_id', 'sys_tenant_members', {
      parentColumn: 'user_id',
      index: false,
    }).onDelete('CASCADE');
    tenantForeign(table, 'leave_type_id', 'leave_type');
    tenantForeign(table, 'schedule_id', 'schedule').onDelete('SET NULL (schedule_id)');
    memberForeign(table, 'confirmed_by');
  });
  await knex.raw(`
    ALTER TABLE schedule_time_off_request ADD CONSTRAINT ex_schedule_time_off_request_staff_id_time
      EXCLUDE USING gist (tenant_id WITH =, staff_id WITH =, tstzrange(start_time, end_time) WITH &&)
      WHERE (status IN ('pending', 'approved'));
    CREATE POLICY schedule_time_off_request_select_concerned ON schedule_time_off_request
      AS RESTRICTIVE FOR SELECT TO erp_app
      USING (staff_id = app.current_user_id() OR app.has_permission('workforce.read_absences'));
    REVOKE INSERT, UPDATE, DELETE ON schedule_time_off_request FROM erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('schedule_time_off_request');
}
