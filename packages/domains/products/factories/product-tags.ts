import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { articleCount } from '../demo/assortment.ts';
import { taggedArticle } from '../demo/tags.ts';
import { products } from './products.ts';
import '../tables.ts';

/** One to three words per product. */
export const productTags = factory('product_tag', {
  count: articleCount,
  fixed: true,
  story: taggedArticle,
  most: 3,
  rows: (tags) => tags,
  parents: { product_id: () => products },
  cells: {
    product_id: ({ article }) => products.id(article.number),
    tag_name: ({ name }) => name,
    created_at: ({ article }) => time(article.createdAt),
    updated_at: ({ article }) => time(article.createdAt),
  },
});
