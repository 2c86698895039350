import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Article, articleCount, articleOf, assortmentOf } from './assortment.ts';
import { products } from './products.ts';
import '../tables.ts';

interface Tag {
  readonly article: Article;
  readonly name: string;
}

const tagsOf = keyed('product_tag.tags', (draw, tenant): readonly string[] => {
  const { tags } = assortmentOf(tenant);
  return [
    ...new Set(Array.from({ length: draw.integer(1, 3) }, () => tags[draw.skewed(tags.length)] as string)),
  ];
});

function taggedArticle(tenant: DemoTenant, number: number): readonly Tag[] {
  const article = articleOf(tenant, number);
  return tagsOf(tenant, number).map((name) => ({ article, name }));
}

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
