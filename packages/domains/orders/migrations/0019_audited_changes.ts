import { type AuditedChanges, auditChanges, stopAuditingChanges } from '@erp/kit/audit';
import type { Knex } from 'knex';

/** The audit watches money, the price of lines, and what becomes of an order; its sums follow from these. */
export async function up(knex: Knex): Promise<void> {
  await auditChanges(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await stopAuditingChanges(knex, TABLES);
}

const TABLES: Readonly<Record<string, AuditedChanges>> = {
  orders: {
    columns: ['order_number', 'status', 'customer_id', 'currency_code', 'deleted_at'],
  },
  order_items: {
    columns: ['product_id', 'sku', 'quantity', 'unit_price', 'tax_rate'],
  },
  order_payments: {
    columns: ['kind', 'payment_method', 'amount', 'status', 'paid_at'],
    addedWhen: 'true',
  },
};
