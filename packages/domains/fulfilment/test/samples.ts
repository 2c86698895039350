/** What the contract suite cannot guess. */
export const samples = {
  product: { product_type: 'standard' },
  product_variant: { variant_sku: 'variant', options: { Size: '54' } },
  warehouse: { code: 'MAIN', allow_backorder: true },
  stock_movement: { kind: 'receipt' },
  material_history: { action_type: 'create' },
  vendors: { code: 'ACME' },
  purchase_order_lines: { material_id: null, material_variant_id: null },
  goods_receipt_lines: { material_history_id: null },
  fulfilment_returns: { outcome: 'restock' },
};
