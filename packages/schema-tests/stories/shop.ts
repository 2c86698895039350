import type { Cast } from './cast.ts';

/** A product at 50.00 with so many pieces in the one warehouse of the tenant; returns its number. */
export async function anythingToSell({ owner }: Cast, sku: string, pieces: number): Promise<string> {
  const [known] = await owner.sees('warehouse', { is_default: true });
  if (known === undefined)
    await owner.writes('warehouse', { code: 'MAIN', name: 'Main', is_default: true, currency_code: 'EUR' });
  const product = await owner.calls('create_product', {
    sku,
    name: `Product ${sku}`,
    currency_code: 'EUR',
    details: { retail_price: 50, status: 'publish' },
  });
  await owner.calls('receive_stock', {
    product_id: product,
    quantity: pieces,
    key: `opening of ${sku}`,
    unit_cost: 20,
  });
  return product;
}
