/** What `verify` would report of this domain and the team has agreed to. */
export default [
  {
    rule: '0029',
    key: 'public.product_variant.uq_product_variant_options',
    because: 'It keeps the combinations of a product apart; nobody looks a variant up by all of its options.',
  },
  { rule: '0063', key: 'public.product', because: 'Its prices are what customers are shown.' },
  { rule: '0063', key: 'public.product_variant', because: 'Its prices are what customers are shown.' },
  {
    rule: '0063',
    key: 'public.diamond',
    because: 'The price of a certified stone is what customers are shown.',
  },
  {
    rule: '0063',
    key: 'public.gemstone',
    because: 'The price of a certified stone is what customers are shown.',
  },
  {
    rule: '0063',
    key: 'public.warehouse',
    because: 'Address, telephone and mailbox of a house of the business, not of a person.',
  },
  {
    rule: '0063',
    key: 'public.stock_count',
    because: 'Remarks on counting shelves; what pieces cost stands elsewhere.',
  },
];
