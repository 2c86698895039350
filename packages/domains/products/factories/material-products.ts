import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Article, articleCount, articleOf } from '../demo/assortment.ts';
import type { Part } from '../demo/assortments/assortment.ts';
import { partOf } from '../demo/material-parts.ts';
import { materials } from './materials.ts';
import { productVariants } from './product-variants.ts';
import { products } from './products.ts';
import '../tables.ts';

/** What a product is made of, and what its variants need besides. */
function billOf(article: Article, tenant: DemoTenant) {
  const line = (part: Part, variant?: number) => ({ article, variant, ...partOf(tenant, part) });
  return [
    ...(article.line?.parts ?? []).map((part) => line(part)),
    ...article.variants.flatMap(({ index, parts }) => parts.map((part) => line(part, index))),
  ];
}

/** Bills of materials of products that are made. */
export const materialProducts = factory('material_product', {
  count: articleCount,
  fixed: true,
  story: articleOf,
  most: 8,
  rows: billOf,
  parents: { product_id: () => products, material_id: () => materials },
  alone: { product_variant_id: null, material_variant_id: null },
  cells: {
    product_id: (line) => products.id(line.article.number),
    product_variant_id: (line) =>
      line.variant === undefined ? null : productVariants.id(line.article.number, line.variant),
    material_id: (line) => line.material,
    material_variant_id: (line) => line.materialVariant,
    quantity: (line) => line.quantity,
    created_at: (line) => time(line.article.createdAt),
    updated_at: (line) => time(line.article.createdAt),
  },
});
