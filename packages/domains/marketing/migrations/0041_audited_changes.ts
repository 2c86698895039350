import { type AuditedChanges, auditChanges, stopAuditingChanges } from '@erp/kit/audit';
import type { Knex } from 'knex';

/** The audit watches what promotions give. */
export async function up(knex: Knex): Promise<void> {
  await auditChanges(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await stopAuditingChanges(knex, TABLES);
}

const TABLES: Readonly<Record<string, AuditedChanges>> = {
  mkt_promotions: {
    columns: [
      'name',
      'type',
      'status',
      'starts_at',
      'ends_at',
      'currency_code',
      'is_auto_apply',
      'is_combinable',
      'priority',
      'minimum_amount',
      'max_discount_amount',
      'usage_limit',
      'per_customer_limit',
      'is_first_order_only',
      'customer_rank',
      'deleted_at',
    ],
  },
  mkt_promotion_discount_rules: {
    columns: [
      'discount_type',
      'discount_percent',
      'discount_amount',
      'fixed_price',
      'apply_to',
      'allocation_method',
    ],
    addedWhen: 'true',
  },
  mkt_promotion_bogo_rules: {
    columns: [
      'buy_type',
      'buy_quantity',
      'buy_amount',
      'get_type',
      'get_quantity',
      'get_discount_percent',
      'max_applications_per_order',
    ],
    addedWhen: 'true',
  },
  mkt_promotion_bundle_rules: {
    columns: [
      'bundle_type',
      'required_quantity',
      'required_amount',
      'discount_type',
      'discount_percent',
      'discount_amount',
      'bundle_price',
      'max_bundles_per_order',
    ],
    addedWhen: 'true',
  },
  mkt_promotion_tiered_rules: {
    columns: [
      'threshold_type',
      'threshold_quantity',
      'threshold_amount',
      'discount_type',
      'discount_percent',
      'discount_amount',
    ],
    addedWhen: 'true',
  },
  mkt_promotion_price_overrides: {
    columns: ['product_id', 'product_variant_id', 'override_price'],
    addedWhen: 'true',
  },
};
