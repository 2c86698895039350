import { authorship, code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Planned shifts and approved absences: one table, so that one constraint keeps a person from being in two places. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'schedule', { write: 'workforce.write' }, (table) => {
    table.comment(
      'A planned shift of a member, or, with a leave type, an approved absence; confirmed ones never overlap.',
    );
    table.bigInteger('staff_id').notNullable().comment('Member who works, or is absent.');
    table.bigInteger('department_id').comment('Department that the shift is for.');
    table.bigInteger('store_id').comment('Store in which the shift is.');
    table.timestamp('start_time', { useTz: true }).notNullable();
    table
      .timestamp('end_time', { useTz: true })
      .notNullable()
      .comment('First moment after it; the next shift may begin then. May be on the next day.');
    table
      .text('timezone')
      .notNullable()
      .defaultTo('UTC')
      .comment('IANA zone name of the clock on the wall; see app.workforce_timezone.');
    table
      .specificType('work_date', 'date GENERATED ALWAYS AS ((start_time AT TIME ZONE timezone)::date) STORED')
      .comment('Day on which it begins by the clock on the wall: a night shift belongs to the evening.');
    table
      .specificType(
        'total_minutes',
        'integer GENERATED ALWAYS AS ((extract(epoch FROM (end_time - start_time)) / 60)::integer) STORED',
      )
      .comment('Minutes as they really pass, also in the night when the clocks are changed.');
    table.text('shift_name').notNullable().defaultTo('').comment('What people call it: early, late, night.');
    table
      .bigInteger('leave_type_id')
      .comment('Kind of absence; empty for a shift. Set by the approval of a time-off request alone.');
    table
      .text('reason')
      .notNullable()
      .defaultTo('')
      .comment('Why it is as it is, for planners and the person.');
    code(table, 'status', ['draft', 'confirmed', 'completed', 'failed', 'cancelled'])
      .notNullable()
      .defaultTo('draft')
      .comment(
        'draft: may overlap. confirmed: holds. completed: was worked. failed: was not. cancelled: called off. Changed by functions alone.',
      );
    table
      .specificType(
        'is_confirmed',
        "boolean GENERATED ALWAYS AS (status IN ('confirmed', 'completed')) STORED",
      )
      .comment('It holds: counts against other shifts and absences.');
    table.boolean('is_leader_shift').notNullable().defaultTo(false).comment('The member leads the shift.');
    table.bigInteger('shift_report_id').comment('Report that was written on the shift.');
    table.timestamp('authorized_at', { useTz: true }).comment('When the hours were authorized.');
    table.bigInteger('authorized_by').comment('Member who authorized the hours.');
    table
      .specificType('is_authorized', 'boolean GENERATED ALWAYS AS (authorized_at IS NOT NULL) STORED')
      .comment('The hours were authorized.');
    table.check('end_time > start_time', [], 'ck_schedule_end_time');
    table.check(
      "leave_type_id IS NOT NULL OR end_time - start_time <= interval '48 hours'",
      [],
      'ck_schedule_length',
    );
    table.check('authorized_by IS NULL OR authorized_at IS NOT NULL', [], 'ck_schedule_authorized_by');
    table.check('authorized_by <> staff_id', [], 'ck_schedule_authorized_by_staff_id');
    table.index(['tenant_id', 'staff_id', 'start_time', 'id'], 'ix_schedule_staff_id_start_time');
    table.index(['tenant_id', 'start_time', 'id'], 'ix_schedule_start_time');
    table.index(['tenant_id', 'department_id', 'start_time', 'id'], 'ix_schedule_department_id_start_time');
    table.index(['tenant_id', 'store_id', 'start_time', 'id'], 'ix_schedule_store_id_start_time');
    table.index(['tenant_id', 'end_time', 'id'], 'ix_schedule_unauthorized', {
      predicate: knex.whereRaw(
        "authorized_at IS NULL AND leave_type_id IS NULL AND status IN ('confirmed', 'completed')",
      ),
    });
    tenantForeign(table, 'staff_id', 'sys_tenant_members', {
      parentColumn: 'user_id',
      index: false,
    }).onDelete('CASCADE');
    tenantForeign(table, 'department_id', 'department', { index: false }).onDelete(
      'SET NULL (department_id)',
    );
    tenantForeign(table, 'store_id', 'sys_stores', { index: false }).onDelete('SET NULL (store_id)');
    // No SET NULL: an absence whose kind is gone would look like a shift, to everybody.
    tenantForeign(table, 'leave_type_id', 'leave_type');
    tenantForeign(table, 'shift_report_id', 'shift_report').onDelete('SET NULL (shift_report_id)');
    memberForeign(table, 'authorized_by');
    authorship(table);
  });
  // Deferrable, so that a revision can swap two shifts.
  await knex.raw(`
    ALTER TABLE schedule ADD CONSTRAINT ex_schedule_staff_id_time
      EXCLUDE USING gist (tenant_id WITH =, staff_id WITH =, tstzrange(start_time, end_time) WITH &&)
      WHERE (status IN ('confirmed', 'completed')) DEFERRABLE INITIALLY IMMEDIATE;
    CREATE POLICY schedule_select_concerned ON schedule AS RESTRICTIVE FOR SELECT TO erp_app
      USING (leave_type_id IS NULL OR staff_id = app.current_user_id() OR app.has_permission('workforce.read_absences'));
    CREATE POLICY schedule_update_draft ON schedule AS RESTRICTIVE FOR UPDATE TO erp_app
      USING (status = 'draft') WITH CHECK (status = 'draft');
    CREATE POLICY schedule_delete_draft ON schedule AS RESTRICTIVE FOR DELETE TO erp_app USING (status = 'draft');
    REVOKE INSERT, UPDATE ON schedule FROM erp_app;
    GRANT INSERT (tenant_id, ${PLANNED}, created_by, updated_by), UPDATE (${PLANNED}, updated_by) ON schedule TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('schedule');
}

const PLANNED =
  'staff_id, department_id, store_id, start_time, end_time, timezone, shift_name, reason, is_leader_shift';
