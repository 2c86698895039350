import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { articleCount, articleOf, assortmentOf } from '../demo/assortment.ts';
import { products } from './products.ts';
import '../tables.ts';

/** What can be chosen about products that are made to order. */
export const productCustomize = factory('product_customize', {
  count: articleCount,
  fixed: true,
  story: articleOf,
  rows: (article) => (article.type === 'custom' ? [article] : []),
  parents: { product_id: () => products },
  cells: {
    product_id: (article) => products.id(article.number),
    customization: (_article, _draw, tenant) => assortmentOf(tenant).choices,
    updated_by: (_article, _draw, tenant) => staffWithRole(tenant, 'manager'),
    created_at: (article) => time(article.createdAt),
    updated_at: (article) => time(article.createdAt),
  },
});
