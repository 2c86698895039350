/** What `verify` would report of this domain and the team has agreed to. */
export default [
  {
    rule: '0063',
    key: 'public.mkt_promotions',
    because: 'What a promotion gives is what customers are told; its codes stand elsewhere.',
  },
  {
    rule: '0063',
    key: 'public.mkt_promotion_discount_rules',
    because: 'What a promotion gives is what customers are told; its codes stand elsewhere.',
  },
  {
    rule: '0063',
    key: 'public.mkt_promotion_bogo_rules',
    because: 'What a promotion gives is what customers are told; its codes stand elsewhere.',
  },
  {
    rule: '0063',
    key: 'public.mkt_promotion_bundle_rules',
    because: 'What a promotion gives is what customers are told; its codes stand elsewhere.',
  },
  {
    rule: '0063',
    key: 'public.mkt_promotion_tiered_rules',
    because: 'What a promotion gives is what customers are told; its codes stand elsewhere.',
  },
  {
    rule: '0063',
    key: 'public.mkt_promotion_price_overrides',
    because: 'What a promotion gives is what customers are told; its codes stand elsewhere.',
  },
  {
    rule: '0063',
    key: 'public.mkt_utm_links',
    because: 'The content is a label in the address of a link, for everybody who clicks on it.',
  },
];
