import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import {
  type Article,
  articleCount,
  articleOf,
  MOST_VARIANTS,
  priceNow,
  type Variant,
} from '../demo/assortment.ts';
import { products } from './products.ts';
import '../tables.ts';

interface Form {
  readonly article: Article;
  readonly variant: Variant;
}

/** The forms of products that come in sizes, colors or metals. */
export const productVariants = factory('product_variant', {
  count: articleCount,
  fixed: true,
  story: articleOf,
  most: MOST_VARIANTS,
  rows: (article): readonly Form[] => article.variants.map((variant) => ({ article, variant })),
  parents: { parent_product_id: () => products },
  cells: {
    parent_product_id: ({ article }) => products.id(article.number),
    variant_sku: ({ variant }) => variant.sku,
    options: ({ variant }) => variant.options,
    retail_price_override: ({ article, variant }) =>
      variant.surcharge === 0 ? null : money(priceNow(article).list + variant.surcharge),
    sort_order: ({ variant }) => variant.index,
    created_at: ({ article }) => time(article.createdAt),
    updated_at: ({ article, variant }) =>
      time(variant.surcharge === 0 ? article.createdAt : priceNow(article).from),
  },
});
