import type { Story } from './cast.ts';
import { anythingToSell } from './shop.ts';

export const story: Story = {
  domain: 'products',
  title: 'stock moves to another warehouse, is counted there, and the ledger says where every piece went',
  async tell(cast) {
    const { owner, manager } = cast;
    const chain = await anythingToSell(cast, 'CHAIN-1', 12);
    const shop = await owner.writes('warehouse', { code: 'SHOP', name: 'Shop', currency_code: 'EUR' });
    const [main] = await owner.sees('warehouse', { code: 'MAIN' });
    await manager.calls('transfer_stock', {
      product_id: chain,
      quantity: 5,
      from_warehouse_id: main?.id,
      to_warehouse_id: shop,
      key: 'chains for the shop',
    });
    const count = await manager.calls('start_stock_count', { warehouse_id: shop });
    expect(
      await manager.calls<number>('count_stock', {
        stock_count_id: count,
        product_id: chain,
        actual_quantity: 4,
      }),
    ).toBe(-1);
    expect(await manager.calls<number>('close_stock_count', { stock_count_id: count })).toBe(1);

    const [there] = await owner.sees('stock', { product_id: chain, warehouse_id: shop });
    expect(there).toMatchObject({ on_hand: 4, stock_value: '80.0000' });
    const moved = await owner.sees('stock_movement', { stock_id: there?.id });
    expect(moved.map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['transfer_in', 5],
      ['count', -1],
    ]);
  },
};
