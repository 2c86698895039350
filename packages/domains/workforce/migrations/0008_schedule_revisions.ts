import {
  authorship,
  code,
  createTenantTable,
  jsonObject,
  memberForeign,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Changes of the plan that are prepared together and take effect together. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'schedule_revision', { write: 'workforce.write' }, (table) => {
    table.comment('A change of the plan: its details take effect all together, or not at all.');
    code(table, 'revision_type', ['create', 'update', 'cancel', 'swap', 'bulk'])
      .notNullable()
      .defaultTo('bulk')
      .comment('What it is about, for people; what is done stands in the details.');
    table.date('start_date').comment('First day that it is about.');
    table.date('end_date').comment('Last day that it is about.');
    table.text('description').comment('Why the plan is changed.');
    table
      .timestamp('applied_at', { useTz: true })
      .comment('When it took effect; from then on nothing of it changes.');
    table.bigInteger('applied_by').comment('Member who let it take effect.');
    table.check('end_date >= start_date', [], 'ck_schedule_revision_end_date');
    table.check('applied_by IS NULL OR applied_at IS NOT NULL', [], 'ck_schedule_revision_applied_by');
    table.index(['tenant_id', 'start_date', 'end_date'], 'ix_schedule_revision_start_date_end_date');
    memberForeign(table, 'applied_by');
    authorship(table);
    tenantRoot(table);
  });
  await knex.raw(`
    CREATE POLICY schedule_revision_update_open ON schedule_revision AS RESTRICTIVE FOR UPDATE TO erp_app
      USING (applied_at IS NULL) WITH CHECK (applied_at IS NULL);
    CREATE POLICY schedule_revision_delete_open ON schedule_revision AS RESTRICTIVE FOR DELETE TO erp_app
      USING (applied_at IS NULL);
    REVOKE INSERT, UPDATE ON schedule_revision FROM erp_app;
    GRANT INSERT (tenant_id, ${HEADER}, created_by, updated_by), UPDATE (${HEADER}, updated_by)
      ON schedule_revision TO erp_app;
  `);

  await createTenantTable(knex, 'schedule_revision_detail', { write: 'workforce.write' }, (table) => {
    table.comment('One shift of a revision: made, changed or called off, and what it was before.');
    table.bigInteger('revision_id').notNullable().comment('Revision that it is part of.');
    code(table, 'action', ['create', 'update', 'cancel'])
      .notNullable()
      .defaultTo('create')
      .comment('What happens to the shift.');
    table
      .bigInteger('schedule_id')
      .comment('Shift that is changed; of one that is made, filled in when the revision takes effect.');
    table.bigInteger('staff_id').notNullable().comment('Who works the shift from then on.');
    table.bigInteger('department_id').comment('Department that the shift is for from then on.');
    table.timestamp('start_time', { useTz: true }).notNullable();
    table.timestamp('end_time', { useTz: true }).notNullable();
    table.text('timezone').notNullable().defaultTo('UTC').comment('IANA zone name of the clock on the wall.');
    table
      .specificType(
        'total_minutes',
        'integer GENERATED ALWAYS AS ((extract(epoch FROM (end_time - start_time)) / 60)::integer) STORED',
      )
      .comment('Minutes as they really pass.');
    table.text('shift_name').notNullable().defaultTo('');
    table.text('reason').notNullable().defaultTo('').comment('Why this shift is changed.');
    table
      .boolean('is_confirmed')
      .notNullable()
      .defaultTo(true)
      .comment(
        'The shift is confirmed at once; otherwise a draft is made, and one that is there stays what it is.',
      );
    table.boolean('is_leader_shift').notNullable().defaultTo(false).comment('The member leads the shift.');
    jsonObject(table, 'previous').comment(
      'The shift as it was before; empty until then, and for one that was made.',
    );
    table.timestamp('applied_at', { useTz: true }).comment('When it took effect.');
    table.check('end_time > start_time', [], 'ck_schedule_revision_detail_end_time');
    table.check("end_time - start_time <= interval '48 hours'", [], 'ck_schedule_revision_detail_length');
    table.check(
      "action = 'create' AND (schedule_id IS NULL OR applied_at IS NOT NULL)" +
        " OR action <> 'create' AND (schedule_id IS NOT NULL OR applied_at IS NOT NULL)",
      [],
      'ck_schedule_revision_detail_schedule_id',
    );
    table.check(
      "timestamptz '2000-01-01 00:00:00+00' AT TIME ZONE timezone IS NOT NULL",
      [],
      'ck_schedule_revision_detail_timezone',
    );
    table.unique(['tenant_id', 'revision_id', 'schedule_id'], {
      indexName: 'uq_schedule_revision_detail_revision_id_schedule_id',
    });
    tenantForeign(table, 'revision_id', 'schedule_revision', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'schedule_id', 'schedule').onDelete('SET NULL (schedule_id)');
    tenantForeign(table, 'staff_id', 'sys_tenant_members', { parentColumn: 'user_id' }).onDelete('CASCADE');
    tenantForeign(table, 'department_id', 'department').onDelete('SET NULL (department_id)');
  });
  await knex.raw(`
    CREATE POLICY schedule_revision_detail_update_open ON schedule_revision_detail AS RESTRICTIVE FOR UPDATE TO erp_app
      USING (applied_at IS NULL) WITH CHECK (applied_at IS NULL);
    CREATE POLICY schedule_revision_detail_delete_open ON schedule_revision_detail AS RESTRICTIVE FOR DELETE TO erp_app
      USING (applied_at IS NULL);
    REVOKE INSERT, UPDATE ON schedule_revision_detail FROM erp_app;
    GRANT INSERT (tenant_id, revision_id, ${SHIFT}), UPDATE (${SHIFT}) ON schedule_revision_detail TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('schedule_revision_detail');
  await knex.schema.dropTable('schedule_revision');
}

const HEADER = 'revision_type, start_date, end_date, description';

const SHIFT =
  'action, schedule_id, staff_id, department_id, start_time, end_time, timezone, shift_name, reason, is_confirmed, is_leader_shift';
