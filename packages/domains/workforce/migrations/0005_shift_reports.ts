import {
  amount,
  code,
  createTenantTable,
  jsonObject,
  memberForeign,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What a person reports at the end of a shift. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'shift_report', { write: 'workforce.request' }, (table) => {
    table.comment('What a member reports of a shift: handover and figures, fixed when it is closed.');
    table.bigInteger('staff_id').notNullable().comment('Author.');
    table.bigInteger('store_id').comment('Place of the shift.');
    table.bigInteger('department_id').comment('Department of the shift.');
    table
      .date('report_date')
      .notNullable()
      .comment('Day on which the shift began, by the clock of its place.');
    table.timestamp('started_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
    table.timestamp('ended_at', { useTz: true }).comment('When it was closed; empty while it is open.');
    table
      .specificType(
        'worked_minutes',
        'integer GENERATED ALWAYS AS ((extract(epoch FROM (ended_at - started_at)) / 60)::integer) STORED',
      )
      .comment('Minutes between start and end, as they really passed.');
    code(table, 'status', ['draft', 'submitted', 'approved', 'rejected'])
      .notNullable()
      .defaultTo('draft')
      .comment('draft: open, one per member. submitted: closed. Changed by functions alone.');
    table.text('summary');
    table.text('handover_notes').comment('What the next shift has to know.');
    table.text('issues').comment('What went wrong.');
    table.integer('orders_count').notNullable().defaultTo(0).comment('Orders taken in the shift.');
    amount(table, 'sales_amount').notNullable().defaultTo(0).comment('Money taken in the shift.');
    table
      .specificType('currency_code', 'char(3)')
      .comment('ISO 4217 code of the sales; needed as soon as there are any.');
    jsonObject(table, 'metrics').comment('Other figures of the shift.');
    table.timestamp('submitted_at', { useTz: true }).comment('When it was closed.');
    table.bigInteger('reviewed_by').comment('Member who approved or rejected it.');
    table.timestamp('reviewed_at', { useTz: true });
    table.text('review_comment');
    table.check('ended_at > started_at', [], 'ck_shift_report_ended_at');
    table.check('orders_count >= 0', [], 'ck_shift_report_orders_count');
    table.check("currency_code ~ '^[A-Z]{3}$'", [], 'ck_shift_report_currency_code');
    table.check('sales_amount = 0 OR currency_code IS NOT NULL', [], 'ck_shift_report_money');
    table.check(
      "(status = 'draft') = (submitted_at IS NULL) AND (status = 'draft') = (ended_at IS NULL)",
      [],
      'ck_shift_report_submitted_at',
    );
    table.check(
      "(status IN ('approved', 'rejected')) = (reviewed_at IS NOT NULL)",
      [],
      'ck_shift_report_reviewed_at',
    );
    table.check('reviewed_at >= submitted_at', [], 'ck_shift_report_timeline');
    table.check('reviewed_by <> staff_id', [], 'ck_shift_report_reviewed_by');
    table.unique(['tenant_id', 'staff_id'], {
      indexName: 'uq_shift_report_open',
      useConstraint: false,
      predicate: knex.whereRaw("status = 'draft'"),
    });
    table.index(['tenant_id', 'report_date', 'id'], 'ix_shift_report_report_date');
    table.index(['tenant_id', 'staff_id', 'report_date'], 'ix_shift_report_staff_id_report_date');
    table.index(['tenant_id', 'submitted_at', 'id'], 'ix_shift_report_submitted', {
      predicate: knex.whereRaw("status = 'submitted'"),
    });
    // Figures of the business: they stay, whatever becomes of the author.
    tenantForeign(table, 'staff_id', 'sys_tenant_members', { parentColumn: 'user_id', index: false });
    tenantForeign(table, 'store_id', 'sys_stores').onDelete('SET NULL (store_id)');
    tenantForeign(table, 'department_id', 'department').onDelete('SET NULL (department_id)');
    memberForeign(table, 'reviewed_by');
    tenantRoot(table);
  });
  await knex.raw(`
    CREATE POLICY shift_report_update_own ON shift_report AS RESTRICTIVE FOR UPDATE TO erp_app
      USING (staff_id = app.current_user_id() AND status = 'draft')
      WITH CHECK (staff_id = app.current_user_id() AND status = 'draft');
    REVOKE INSERT, UPDATE, DELETE ON shift_report FROM erp_app;
    GRANT UPDATE (summary, handover_notes, issues, orders_count, sales_amount, currency_code, metrics)
      ON shift_report TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('shift_report');
}
