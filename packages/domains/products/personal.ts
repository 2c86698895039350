import { personalData } from '@erp/kit/personal';

/** What the tables of products hold about people: reviews, and whom to ask in a warehouse. */
export const personal = personalData({
  product_review: {
    person: { reviewer_name: 'name', reviewer_email: 'email', title: 'words', comment: 'words' },
  },
  warehouse: {
    others: { phone: 'phone', email: 'email' },
    none: ['code', 'name', 'address', 'city', 'country'],
  },
  category: { none: ['name'] },
  diamond: {
    none: [
      'color',
      'item_id',
      'grading_lab',
      'certificate_number',
      'certificate_url',
      'image_url',
      'country',
      'state_region',
    ],
  },
  gemstone: {
    none: [
      'clarity',
      'color',
      'item_id',
      'grading_lab',
      'certificate_number',
      'certificate_url',
      'image_url',
      'country',
      'state_region',
    ],
  },
  inventory_history: { none: ['product_sku', 'product_name', 'details'] },
  material: { none: ['sku', 'name', 'category', 'thumbnail', 'description', 'unit', 'dimension'] },
  material_attribute: { none: ['name', 'value'] },
  material_history: { none: ['field_name', 'old_value', 'new_value', 'idempotency_key', 'notes'] },
  material_variant: { none: ['sku', 'name', 'unit', 'dimension'] },
  product: { none: ['sku', 'name', 'description'] },
  product_attribute: { none: ['name', 'choices', 'value', 'description'] },
  product_attribute_value: { none: ['value'] },
  product_customize: { none: ['customization'] },
  product_image: { none: ['image_url', 'thumbnail_url', 'alt_text'] },
  product_sku: { none: ['sku_key'] },
  product_tag: { none: ['tag_name'] },
  product_variant: { none: ['variant_sku', 'options'] },
  stock_count: { none: ['notes'] },
  stock_movement: { none: ['idempotency_key', 'reason'] },
  stock_reservation: { none: ['source_key', 'reason'] },
});
