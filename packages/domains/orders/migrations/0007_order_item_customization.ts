import { amount, authorship, code, createTenantTable } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Bespoke work on a line: design, material, making. At most one living record per line. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'order_item_customization', { write: 'orders.write' }, (table) => {
    table.comment('Bespoke work on a line, from design to dispatch.');
    table.bigInteger('order_id').notNullable().comment('Order of the line; cannot be another one.');
    table.bigInteger('order_item_id').notNullable().comment('Line that is made to measure.');
    amount(table, 'actual_amount').comment('Final price agreed for the work, in the currency of the order.');
    amount(table, 'balance_due').comment('Part of that price still owed, as agreed with the workshop.');
    code(table, 'payment_status', ['unpaid', 'deposit_paid', 'paid', 'refunded'])
      .notNullable()
      .defaultTo('unpaid')
      .comment('How far the work is paid.');
    table.text('design_image_url').comment('Link to the rendered design.');
    code(table, 'design_status', ['pending', 'in_progress', 'awaiting_approval', 'approved', 'rejected'])
      .notNullable()
      .defaultTo('pending')
      .comment('How far the design has come.');
    table.timestamp('designed_at', { useTz: true }).comment('When the design was done.');
    code(table, 'material_status', ['pending', 'ordered', 'in_stock', 'issued'])
      .notNullable()
      .defaultTo('pending')
      .comment('How far the material has come.');
    table.timestamp('material_ready_at', { useTz: true }).comment('When the material was there.');
    code(table, 'completion_status', ['pending', 'in_progress', 'quality_check', 'completed', 'rework'])
      .notNullable()
      .defaultTo('pending')
      .comment('How far the work has come.');
    table.timestamp('completed_at', { useTz: true }).comment('When the work was done.');
    code(table, 'check_status', ['pending', 'passed', 'failed'])
      .notNullable()
      .defaultTo('pending')
      .comment('Result of the quality check.');
    table.date('ship_date').comment('Day planned for dispatch.');
    table.text('third_party_brand').comment('Outside maker, if any.');
    table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the record is shown.');
    table.check('balance_due <= actual_amount', [], 'ck_order_item_customization_balance_limit');
    table.check('completed_at >= designed_at', [], 'ck_order_item_customization_designed_at');
    table.check('completed_at >= material_ready_at', [], 'ck_order_item_customization_material_ready_at');
    table.check(
      "completion_status <> 'completed' OR completed_at IS NOT NULL",
      [],
      'ck_order_item_customization_completed_at',
    );
    table.index(['tenant_id', 'completion_status', 'ship_date'], 'ix_order_item_customization_work', {
      predicate: knex.whereRaw("deleted_at IS NULL AND completion_status <> 'completed'"),
    });
    table
      .foreign(['tenant_id', 'order_id', 'order_item_id'], 'fk_order_item_customization_order_item_id')
      .references(['tenant_id', 'order_id', 'id'])
      .inTable('order_items')
      .deferrable('immediate')
      .onDelete('CASCADE');
    authorship(table);
  });
  // NULLs count as equal: one living record per line, any number of deleted ones. Serves the foreign key too.
  await knex.raw(`
    ALTER TABLE order_item_customization ADD CONSTRAINT uq_order_item_customization_order_item_id
      UNIQUE NULLS NOT DISTINCT (tenant_id, order_id, order_item_id, deleted_at)
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('order_item_customization');
}
