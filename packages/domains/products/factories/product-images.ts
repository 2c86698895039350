import { standIn } from '@erp/demo-world/roster';
import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { articleCount } from '../demo/assortment.ts';
import { picturesOf } from '../demo/pictures.ts';
import { productVariants } from './product-variants.ts';
import { products } from './products.ts';
import '../tables.ts';

/** Pictures of products and of their variants. */
export const productImages = factory('product_image', {
  count: articleCount,
  fixed: true,
  story: picturesOf,
  most: 6,
  rows: (pictures) => pictures,
  parents: { product_id: () => products },
  alone: { product_variant_id: null },
  cells: {
    product_id: ({ article }) => products.id(article.number),
    product_variant_id: ({ article, variant }) =>
      variant === undefined ? null : productVariants.id(article.number, variant),
    image_url: ({ article, index }, _draw, tenant) =>
      `https://${tenant.slug}.example.com/products/${article.sku.toLowerCase()}/${index + 1}.jpg`,
    thumbnail_url: ({ article, index }, _draw, tenant) =>
      `https://${tenant.slug}.example.com/products/${article.sku.toLowerCase()}/${index + 1}-small.jpg`,
    alt_text: ({ article, variant }) => {
      const options = variant === undefined ? undefined : article.variants[variant]?.options;
      return options === undefined ? article.name : `${article.name}, ${Object.values(options).join(', ')}`;
    },
    sort_order: ({ index }) => index,
    is_primary: ({ index }) => index === 0,
    updated_by: ({ article }, _draw, tenant) =>
      standIn(tenant, staffWithRole(tenant, 'manager'), article.createdAt),
    created_at: ({ article }) => time(article.createdAt),
    updated_at: ({ article }) => time(article.createdAt),
  },
});
