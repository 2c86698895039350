import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { type Article, articleOf } from './assortment.ts';

export interface Picture {
  readonly article: Article;
  readonly index: number;
  /** Index of the variant that it shows. */
  readonly variant: number | undefined;
}

const further = keyed('product_image.further', (draw) => draw.integer(0, 1));

/** One that stands for the product, some more, and one of each of the last variants. */
export function picturesOf(tenant: DemoTenant, number: number): readonly Picture[] {
  const article = articleOf(tenant, number);
  const shown = [undefined, ...(further(tenant, number) > 0 ? [undefined] : [])];
  const variants = article.variants.slice(1).map((variant) => variant.index);
  return [...shown, ...variants].map((variant, index) => ({ article, index, variant }));
}
