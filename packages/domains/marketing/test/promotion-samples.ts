/** Values of promotions that no sample row can guess, by table and column. */
export const promotionSamples = {
  mkt_promotion_discount_rules: { discount_type: 'percentage', discount_percent: 10 },
  mkt_promotion_bogo_rules: { buy_type: 'quantity', buy_quantity: 2 },
  mkt_promotion_bundle_rules: {
    bundle_type: 'quantity',
    required_quantity: 2,
    discount_type: 'percentage',
    discount_percent: 10,
  },
  mkt_promotion_tiered_rules: {
    threshold_type: 'quantity',
    threshold_quantity: 2,
    discount_type: 'percentage',
    discount_percent: 10,
  },
  product_variant: { variant_sku: 'variant', options: { Size: '54' } },
};
