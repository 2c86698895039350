import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/**
 * What comes in is held to what it is: names show something, whatever white space they are made of, lines are lines
 * and fit into an index, dates are in the calendar, currencies exist.
 */
export async function up(knex: Knex): Promise<void> {
  await addInputChecks(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, TABLES);
}

const TABLES: Readonly<Record<string, InputChecks>> = {
  order_images: {
    lines: {
      image_url: 4000,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
  },
  order_item_customization: {
    openLines: {
      third_party_brand: 300,
    },
    moments: [
      'designed_at',
      'material_ready_at',
      'completed_at',
      'ship_date',
      'deleted_at',
      'created_at',
      'updated_at',
    ],
  },
  order_item_pre_orders: {
    openLines: {
      category: 100,
      vendor: 300,
    },
    moments: ['hold_until', 'processing_date', 'deleted_at', 'created_at', 'updated_at'],
  },
  order_items: {
    lines: {
      product_name: 300,
    },
    openLines: {
      line_item_id: 255,
      sku: 255,
      tax_class: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  order_items_after_sales: {
    lines: {
      rma_code: 255,
    },
    openLines: {
      tracking_number: 255,
    },
    moments: ['inquiry_date', 'received_date', 'deleted_at', 'created_at', 'updated_at'],
  },
  order_meta_crm: {
    moments: ['created_at', 'updated_at'],
  },
  order_payments: {
    lines: {
      idempotency_key: 255,
      transaction_id: 255,
    },
    codes: {
      provider: 100,
    },
    moments: ['due_date', 'paid_at', 'created_at'],
    currency: 'currency_code',
    wordsWhen: {
      reason: "kind <> 'payment'",
    },
  },
  order_status_history: {
    moments: ['changed_at', 'created_at'],
  },
  orders: {
    lines: {
      order_number: 255,
    },
    openLines: {
      external_order_id: 255,
      placement_key: 255,
    },
    codes: {
      source_platform: 100,
    },
    moments: [
      'ordered_at',
      'confirmed_at',
      'shipped_at',
      'delivered_at',
      'completed_at',
      'cancelled_at',
      'deleted_at',
      'created_at',
      'updated_at',
    ],
    currency: 'currency_code',
  },
  orders_meta: {
    moments: ['created_at', 'updated_at'],
  },
};
