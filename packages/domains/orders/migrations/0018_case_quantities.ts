import { finiteMoments, textLine } from '@erp/kit/input-checks';
import { amount, code, createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/**
 * After-sales cases say how many pieces they are about, what came back and what was refunded, and move along paths with a
 * history. Cases that are there are about all pieces of their line; what came back for good is noted on the line.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('order_items_after_sales', (table) => {
    table.integer('quantity').notNullable().defaultTo(1).comment('Pieces that the case is about.');
    for (const [column, meaning] of QUANTITIES) {
      table.integer(column).notNullable().defaultTo(0).comment(meaning);
    }
    amount(table, 'refunded_amount')
      .notNullable()
      .defaultTo(0)
      .comment('Money given back for it by app.refund_case, in the currency of the order.');
    table.text('status_note').comment('Why the case is in this status; copied to its history.');
    textLine(table, 'opening_key', 255).comment('Idempotency key of the call that opened it.');
  });
  await knex.raw('ALTER TABLE order_items_after_sales DISABLE TRIGGER USER');
  await knex.raw(QUANTITY);
  await knex.raw('ALTER TABLE order_items_after_sales ENABLE TRIGGER USER');
  await knex.raw('ALTER TABLE order_items DISABLE TRIGGER USER');
  await knex.raw(RETURNED);
  await knex.raw('ALTER TABLE order_items ENABLE TRIGGER USER');

  await knex.schema.alterTable('order_items_after_sales', (table) => {
    table.check('quantity > 0', [], 'ck_order_items_after_sales_quantity');
    table.check(
      'received_quantity BETWEEN 0 AND quantity',
      [],
      'ck_order_items_after_sales_received_quantity',
    );
    table.check(
      'restocked_quantity BETWEEN 0 AND received_quantity',
      [],
      'ck_order_items_after_sales_restocked_quantity',
    );
    table.unique(['tenant_id', 'opening_key'], {
      indexName: 'uq_order_items_after_sales_opening_key',
      useConstraint: false,
      predicate: knex.whereNotNull('opening_key'),
    });
  });

  await createTenantTable(
    knex,
    'order_case_status_history',
    { write: 'orders.write', read: 'orders.read', appendOnly: true },
    (table) => {
      table.comment(
        'Every change of the status of an after-sales case: from, to, by whom, when and why. Never changed.',
      );
      table.bigInteger('case_id').notNullable().comment('Case that changed.');
      code(table, 'from_status', STATUSES).comment('Status before; empty for the first one.');
      code(table, 'to_status', STATUSES).notNullable().comment('Status after.');
      table.bigInteger('changed_by').comment('Member who did it; empty for a job.');
      table.text('reason').comment('Why, in the words of whoever did it.');
      table
        .timestamp('changed_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When it happened; created_at says when it was recorded.');
      table.check('from_status <> to_status', [], 'ck_order_case_status_history_change');
      finiteMoments(table, ['changed_at', 'created_at']);
      table.index(['tenant_id', 'case_id', 'changed_at', 'id'], 'ix_order_case_status_history_case_id');
      tenantForeign(table, 'case_id', 'order_items_after_sales', { index: false }).onDelete('CASCADE');
      memberForeign(table, 'changed_by');
    },
  );
  // The past of cases that are there is not known: their history begins with the status that they have. Where there is a
  // demo, its numbers stay free.
  await knex.raw(`
    SELECT setval(pg_get_serial_sequence('order_case_status_history', 'id'), 1000000000, false)
    WHERE EXISTS (SELECT FROM sys_demo_seeds)
  `);
  await knex.raw(`
    INSERT INTO order_case_status_history (tenant_id, case_id, to_status, changed_at, changed_by, created_at)
    SELECT c.tenant_id, c.id, c.status, c.updated_at, c.updated_by, c.updated_at FROM order_items_after_sales c
    ORDER BY c.tenant_id, c.id
  `);

  await knex.raw(`
    REVOKE INSERT ON order_case_status_history FROM erp_app;
    REVOKE INSERT, UPDATE, DELETE ON order_items_after_sales FROM erp_app;
    GRANT UPDATE (original_order_item_id, rma_code, tracking_number, tracking_status, reason, details, inquiry_date,
      updated_by, deleted_at) ON order_items_after_sales TO erp_app;
    DROP POLICY order_items_after_sales_insert ON order_items_after_sales;
    DROP POLICY order_items_after_sales_delete ON order_items_after_sales;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE POLICY order_items_after_sales_insert ON order_items_after_sales FOR INSERT TO erp_app
      WITH CHECK (tenant_id = app.current_tenant_id() AND app.has_permission('orders.write'));
    CREATE POLICY order_items_after_sales_delete ON order_items_after_sales FOR DELETE TO erp_app
      USING (tenant_id = app.current_tenant_id() AND app.has_permission('orders.write'));
    REVOKE UPDATE (original_order_item_id, rma_code, tracking_number, tracking_status, reason, details, inquiry_date,
      updated_by, deleted_at) ON order_items_after_sales FROM erp_app;
    GRANT INSERT, UPDATE, DELETE ON order_items_after_sales TO erp_app;
  `);
  await knex.schema.dropTable('order_case_status_history');
  await knex.schema.alterTable('order_items_after_sales', (table) => {
    table.dropColumns(
      'quantity',
      ...QUANTITIES.map(([column]) => column),
      'refunded_amount',
      'status_note',
      'opening_key',
    );
  });
}

const QUANTITIES = [
  ['received_quantity', 'Pieces of these that are back with us.'],
  ['restocked_quantity', 'Pieces of these that went into stock again; the others were scrapped or repaired.'],
] as const;

const STATUSES = [
  'inquiry',
  'approved',
  'in_transit',
  'received',
  'in_repair',
  'replaced',
  'refunded',
  'rejected',
  'closed',
];

/** Where the day is known on which the goods were back, they are back; never more than the line had sent. */
const QUANTITY = `
  UPDATE order_items_after_sales c
  SET quantity = f.quantity, received_quantity = f.received, restocked_quantity = CASE WHEN f.booked THEN f.received ELSE 0 END
  FROM (
    SELECT a.tenant_id, a.id, i.quantity,
      CASE
        WHEN a.received_date IS NULL THEN 0
        WHEN a.case_type IN ('repair', 'warranty') THEN i.quantity
        -- A piece comes back for good once: the first of several cases on a line has it.
        WHEN i.shipped_quantity > 0 AND a.id = min(a.id) FILTER (
            WHERE a.received_date IS NOT NULL AND a.deleted_at IS NULL AND a.case_type NOT IN ('repair', 'warranty'))
          OVER (PARTITION BY a.tenant_id, a.order_item_id) THEN i.shipped_quantity
        ELSE 0
      END AS received,
      -- The ledger says that goods of this order came in again.
      a.case_type NOT IN ('repair', 'warranty') AND EXISTS (
        SELECT FROM stock_movement m JOIN stock s ON s.tenant_id = m.tenant_id AND s.id = m.stock_id
        WHERE m.tenant_id = a.tenant_id AND m.source_type = 'customer_return' AND m.source_id = a.order_id
          AND (s.product_id = i.product_id OR EXISTS (
            SELECT FROM product_set_item c
            WHERE c.tenant_id = i.tenant_id AND c.set_product_id = i.product_id AND c.item_product_id = s.product_id))
      ) AS booked
    FROM order_items_after_sales a
    JOIN order_items i ON i.tenant_id = a.tenant_id AND i.order_id = a.order_id AND i.id = a.order_item_id
  ) f
  WHERE f.tenant_id = c.tenant_id AND f.id = c.id`;

const RETURNED = `
  UPDATE order_items i
  SET returned_quantity = i.shipped_quantity,
    status = CASE WHEN i.shipped_quantity = i.quantity THEN 'returned' ELSE i.status END
  FROM order_items_after_sales c
  WHERE c.tenant_id = i.tenant_id AND c.order_id = i.order_id AND c.order_item_id = i.id
    AND c.case_type NOT IN ('repair', 'warranty') AND c.received_quantity > 0 AND i.returned_quantity = 0`;
