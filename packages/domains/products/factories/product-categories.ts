import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Article, articleCount, articleOf } from './assortment.ts';
import { categories, categoryNumber } from './categories.ts';
import { products } from './products.ts';
import '../tables.ts';

interface Place {
  readonly article: Article;
  readonly category: string;
}

const collectionOf = keyed('product_category.collection', (draw) =>
  draw.chance(0.22) ? 'Gifts' : draw.chance(0.12) ? 'New in' : undefined,
);

/** Where a product is found: its category, and for some a collection. */
function placesOf(tenant: DemoTenant, number: number): readonly Place[] {
  const article = articleOf(tenant, number);
  const collection = collectionOf(tenant, number);
  const places = [{ article, category: article.category }];
  if (collection !== undefined) places.push({ article, category: collection });
  return places;
}

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
