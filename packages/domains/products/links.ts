import { link } from '@erp/kit/link';

/** Foreign keys of products into domains that come later or may be absent. */
export const links = [
  link({
    from: 'product.promotion_id',
    to: 'mkt_promotions.id',
    domain: 'marketing',
    onDelete: 'SET NULL',
    because: 'Marketing depends on products for what it promotes, so products cannot depend on marketing.',
  }),
  link({
    from: 'product_review.personal_key_id',
    to: 'crm_personal_keys.id',
    domain: 'crm',
    onDelete: 'SET NULL',
    because: 'A review makes sense without its person, so products can be installed without crm.',
  }),
];
