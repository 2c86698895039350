/** What the contract suite cannot guess. */
export const samples = {
  product_variant: { variant_sku: 'variant', options: { Size: '54' } },
};
