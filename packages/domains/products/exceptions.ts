/** What `verify` would report of this domain and the team has agreed to. */
export default [
  {
    rule: '0029',
    key: 'public.product_variant.uq_product_variant_options',
    because: 'It keeps the combinations of a product apart; nobody looks a variant up by all of its options.',
  },
];
