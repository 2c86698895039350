/** What the contract suite cannot guess. */
export const samples = {
  product: { product_type: 'set' },
  product_variant: { variant_sku: 'variant', options: { Size: '54' } },
  warehouse: { code: 'MAIN', allow_backorder: true },
  stock_movement: { kind: 'receipt' },
  material_history: { action_type: 'create' },
};
