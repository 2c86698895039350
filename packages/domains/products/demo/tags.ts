import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { type Article, articleOf, assortmentOf } from './assortment.ts';

export interface Tag {
  readonly article: Article;
  readonly name: string;
}

const tagsOf = keyed('product_tag.tags', (draw, tenant): readonly string[] => {
  const { tags } = assortmentOf(tenant);
  return [
    ...new Set(Array.from({ length: draw.integer(1, 3) }, () => tags[draw.skewed(tags.length)] as string)),
  ];
});

/** The tags of a product. */
export function taggedArticle(tenant: DemoTenant, number: number): readonly Tag[] {
  const article = articleOf(tenant, number);
  return tagsOf(tenant, number).map((name) => ({ article, name }));
}
