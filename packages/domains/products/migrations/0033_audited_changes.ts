import { type AuditedChanges, auditChanges, stopAuditingChanges } from '@erp/kit/audit';
import type { Knex } from 'knex';

/** The audit watches prices, what is sold, and pieces that were counted or corrected. */
export async function up(knex: Knex): Promise<void> {
  await auditChanges(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await stopAuditingChanges(knex, TABLES);
}

const TABLES: Readonly<Record<string, AuditedChanges>> = {
  product: {
    columns: [
      'sku',
      'name',
      'product_type',
      'status',
      'currency_code',
      'retail_price',
      'sale_price',
      'tax_class',
      'deleted_at',
    ],
  },
  product_variant: {
    columns: [
      'variant_sku',
      'options',
      'status',
      'retail_price_override',
      'sale_price_override',
      'deleted_at',
    ],
  },
  stock_movement: {
    columns: ['quantity', 'unit_cost'],
    addedWhen: "NEW.kind IN ('adjustment', 'count')",
  },
};
