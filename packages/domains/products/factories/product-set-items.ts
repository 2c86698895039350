import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { articleCount, articleOf } from '../demo/assortment.ts';
import { products } from './products.ts';
import '../tables.ts';

/** A set, to be made before what it contains. */
const sets = {
  ...products,
  create: (...[trx]: Parameters<typeof products.create>) => products.create(trx, {}, { traits: ['set'] }),
};

/** What sets consist of. */
export const productSetItems = factory('product_set_item', {
  count: articleCount,
  fixed: true,
  story: articleOf,
  most: 4,
  rows: (article, tenant) =>
    article.contents.map(([item, quantity], index) => {
      const at = Math.max(article.createdAt, articleOf(tenant, item).createdAt);
      return { article, item, quantity, index, at };
    }),
  parents: { set_product_id: () => sets, item_product_id: () => products },
  cells: {
    set_product_id: ({ article }) => products.id(article.number),
    item_product_id: ({ item }) => products.id(item),
    quantity: ({ quantity }) => quantity,
    sort_order: ({ index }) => index,
    created_at: ({ at }) => time(at),
    updated_at: ({ at }) => time(at),
  },
});
