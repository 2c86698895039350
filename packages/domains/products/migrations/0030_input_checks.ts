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
  category: {
    lines: {
      name: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  diamond: {
    lines: {
      certificate_number: 255,
    },
    openLines: {
      item_id: 255,
      grading_lab: 100,
      certificate_url: 4000,
      image_url: 4000,
      country: 100,
      state_region: 300,
    },
    codes: {
      color: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  gemstone: {
    lines: {
      certificate_number: 255,
    },
    openLines: {
      clarity: 100,
      color: 100,
      item_id: 255,
      grading_lab: 100,
      certificate_url: 4000,
      image_url: 4000,
      country: 100,
      state_region: 300,
    },
    codes: {
      shape: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  inventory_history: {
    lines: {
      product_name: 300,
    },
    openLines: {
      product_sku: 255,
    },
    moments: ['audit_date', 'created_at', 'updated_at'],
  },
  material: {
    lines: {
      sku: 255,
      name: 300,
      unit: 100,
    },
    openLines: {
      category: 100,
      thumbnail: 4000,
      dimension: 100,
    },
    moments: ['created_at', 'updated_at'],
    currency: 'currency_code',
  },
  material_attribute: {
    lines: {
      name: 300,
    },
    openLines: {
      value: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  material_component: {
    moments: ['created_at', 'updated_at'],
  },
  material_history: {
    lines: {
      idempotency_key: 255,
    },
    openLines: {
      field_name: 300,
    },
    moments: ['occurred_at', 'created_at'],
    wordsWhen: {
      notes: "action_type = 'stock_adjust'",
    },
  },
  material_product: {
    moments: ['created_at', 'updated_at'],
  },
  material_stock: {
    moments: ['last_counted_at', 'created_at', 'updated_at'],
  },
  material_variant: {
    lines: {
      sku: 255,
      name: 300,
      unit: 100,
    },
    openLines: {
      dimension: 100,
    },
    moments: ['created_at', 'updated_at'],
    currency: 'currency_code',
  },
  product: {
    lines: {
      sku: 100,
      name: 300,
    },
    moments: ['published_at', 'deleted_at', 'created_at', 'updated_at'],
    currency: 'currency_code',
  },
  product_attribute: {
    lines: {
      name: 300,
    },
    openLines: {
      value: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  product_attribute_value: {
    lines: {
      value: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  product_category: {
    moments: ['created_at', 'updated_at'],
  },
  product_customize: {
    moments: ['created_at', 'updated_at'],
  },
  product_image: {
    lines: {
      image_url: 4000,
    },
    openLines: {
      thumbnail_url: 4000,
      alt_text: 1000,
    },
    moments: ['created_at', 'updated_at'],
  },
  product_review: {
    lines: {
      reviewer_email: 320,
    },
    openLines: {
      title: 300,
      reviewer_name: 300,
    },
    moments: ['approved_at', 'superseded_at', 'created_at', 'updated_at'],
  },
  product_set_item: {
    moments: ['created_at', 'updated_at'],
  },
  product_sku: {
    openLines: {
      sku_key: 255,
    },
    moments: ['created_at', 'updated_at'],
  },
  product_tag: {
    lines: {
      tag_name: 200,
    },
    moments: ['created_at', 'updated_at'],
  },
  product_variant: {
    lines: {
      variant_sku: 100,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
  },
  stock: {
    moments: ['last_counted_at', 'created_at', 'updated_at'],
  },
  stock_count: {
    moments: ['started_at', 'closed_at', 'created_at', 'updated_at'],
  },
  stock_movement: {
    lines: {
      idempotency_key: 255,
    },
    moments: ['occurred_at', 'created_at'],
    wordsWhen: {
      reason: "kind = 'adjustment'",
    },
  },
  stock_reservation: {
    lines: {
      source_key: 255,
    },
    moments: ['reserved_until', 'closed_at', 'created_at', 'updated_at'],
  },
  warehouse: {
    lines: {
      code: 255,
      name: 300,
      email: 320,
    },
    openLines: {
      city: 300,
      country: 100,
    },
    moments: ['created_at', 'updated_at'],
    currency: 'currency_code',
  },
};
