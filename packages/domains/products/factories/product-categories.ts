import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { articleCount } from '../demo/assortment.ts';
import { categoryNumber, placesOf } from '../demo/category-tree.ts';
import { categories } from './categories.ts';
import { products } from './products.ts';
import '../tables.ts';

/** Which products are in which categories. */
export const productCategories = factory('product_category', {
  count: articleCount,
  fixed: true,
  story: placesOf,
  most: 2,
  rows: (places) => places,
  parents: { product_id: () => products, category_id: () => categories },
  cells: {
    product_id: ({ article }) => products.id(article.number),
    category_id: ({ category }, _draw, tenant) => categories.id(categoryNumber(tenant, category)),
    created_at: ({ article }) => time(article.createdAt),
    updated_at: ({ article }) => time(article.createdAt),
  },
});
