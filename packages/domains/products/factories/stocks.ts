import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { articleCount } from '../demo/assortment.ts';
import { fineMoney } from '../demo/material-costs.ts';
import { ledgerOf, MOST } from '../demo/stock-ledger.ts';
import { allowsBackorder, MAIN } from '../demo/warehouse-list.ts';
import { productVariants } from './product-variants.ts';
import { products } from './products.ts';
import { warehouses } from './warehouses.ts';
import '../tables.ts';

/** What lies where, as the products' own ledger has it; orders add theirs. */
export const stocks = factory('stock', {
  count: articleCount,
  fixed: true,
  story: ledgerOf,
  most: MOST.stocks,
  rows: (ledger) => ledger.stocks,
  parents: {
    product_id: () => products,
    warehouse_id: () => warehouses,
    allow_backorder: { from: 'warehouse_id', column: 'allow_backorder' },
  },
  alone: { product_variant_id: null },
  cells: {
    product_id: (stock) => products.id(stock.article.number),
    product_variant_id: (stock) =>
      stock.variant === undefined ? null : productVariants.id(stock.article.number, stock.variant.index),
    warehouse_id: (stock) => warehouses.id(stock.warehouse),
    allow_backorder: (stock) => allowsBackorder(stock.warehouse),
    on_hand: (stock) => stock.onHand,
    reserved: (stock) => stock.reserved,
    stock_value: (stock) => fineMoney(stock.onHand * stock.cost),
    inbound: (stock, draw) => (stock.warehouse === MAIN && draw.chance(0.25) ? draw.integer(5, 30) : 0),
    reorder_level: (stock, draw) =>
      stock.article.stone === undefined ? (stock.warehouse === MAIN ? draw.integer(12, 36) : 4) : null,
    last_counted_at: (stock) => (stock.countedAt === undefined ? null : time(stock.countedAt)),
    created_at: (_stock, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (stock) => time(stock.movedAt),
  },
});
