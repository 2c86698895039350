import { standIn } from '@erp/demo-world/roster';
import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { articleCount, articleOf, assortmentOf, changedAt, priceNow } from '../demo/assortment.ts';
import '../tables.ts';

/** What a tenant sells, with today's prices. Ratings are counted when the reviews are there. */
export const products = factory('product', {
  count: articleCount,
  fixed: true,
  story: articleOf,
  alone: { deleted_at: null, status: 'draft', published_at: null },
  cells: {
    sku: (article) => article.sku,
    name: (article) => article.name,
    product_type: (article) => article.type,
    status: (article) => article.status,
    published_at: (article) => (article.publishedAt === undefined ? null : time(article.publishedAt)),
    currency_code: (_article, _draw, tenant) => tenant.currency,
    retail_price: (article) => money(priceNow(article).list),
    sale_price: (article) => {
      const { sale } = priceNow(article);
      return sale === undefined ? null : money(sale);
    },
    tax_class: (article) => article.taxClass,
    description: (article, draw, tenant) =>
      draw.chance(0.85) ? `${article.name}. ${assortmentOf(tenant).description}` : null,
    is_pre_order: (article) => article.preOrder,
    deleted_at: (article) => (article.deletedAt === undefined ? null : time(article.deletedAt)),
    created_by: (article, _draw, tenant) =>
      standIn(tenant, staffWithRole(tenant, 'manager'), article.createdAt),
    updated_by: (article, _draw, tenant) =>
      standIn(tenant, staffWithRole(tenant, 'manager'), changedAt(article)),
    created_at: (article) => time(article.createdAt),
    updated_at: (article) => time(changedAt(article)),
  },
  traits: { set: { product_type: 'set' } },
});
