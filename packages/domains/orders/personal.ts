import { erasedByTrigger, kept, personalData } from '@erp/kit/personal';

/** What the tables of orders hold about people. Amounts, taxes, dates, numbers and SKUs stay for the books. */
export const personal = personalData({
  orders: {
    called: 'order',
    person: {
      shipping_address: 'address',
      billing_address: 'address',
      customer_notes: 'words',
      status_note: 'words',
      external_order_id: kept('identifier', 'An import must know the order again, and the books name it.'),
    },
    none: ['order_number', 'placement_key'],
  },
  order_items: {
    called: 'order_item',
    of: ['order_id'],
    person: {
      product_name: erasedByTrigger('words', 'An engraving may stand in it; the SKU takes its place.'),
      properties: erasedByTrigger('words', 'A charge stays one.'),
    },
    none: ['line_item_id', 'sku', 'tax_class'],
  },
  order_item_customization: {
    of: ['order_item_id'],
    person: { design_image_url: 'words' },
    none: ['third_party_brand'],
  },
  order_item_pre_orders: {
    of: ['order_item_id'],
    person: { reason: 'words', notes: 'words' },
    none: ['category', 'vendor'],
  },
  order_items_after_sales: {
    of: ['order_item_id'],
    person: { tracking_number: 'identifier', reason: 'words', details: 'words', status_note: 'words' },
    none: ['rma_code', 'opening_key'],
  },
  order_images: { of: ['order_id'], rows: 'removed', person: { image_url: 'words', description: 'words' } },
  order_meta_crm: { of: ['order_id'], person: { social_review: 'words', customer_feedback: 'words' } },
  orders_meta: { of: ['order_id'], person: { metadata: 'words' } },
  order_payments: {
    of: ['order_id'],
    person: {
      transaction_id: erasedByTrigger('identifier', 'Its hash still answers whether it has been booked.'),
      reason: erasedByTrigger('words', 'A refund cannot be without one.'),
    },
    none: ['idempotency_key'],
  },
  order_status_history: { of: ['order_id'], person: { reason: 'words' } },
  order_case_status_history: { of: ['case_id'], person: { reason: 'words' } },
});
