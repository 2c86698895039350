/** What the contract suite cannot guess. */
export const samples = {
  product: { product_type: 'set' },
  product_variant: { options: { Size: '54' } },
};
