/** Values that no sample row can guess, by table and column. */
export const samples = {
  mkt_brand_colors: { hex: '#a0522d' },
  mkt_brand_typography: { size: '16px', line_height: '1.5', weight: 400 },
  mkt_campaign_activities_history: { old_date: '2026-01-15', new_date: '2026-01-16' },
  mkt_utm_links: { url: 'https://example.com/ring', short_url: 'https://example.com/s' },
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
