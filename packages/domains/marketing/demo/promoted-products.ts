import { type DemoTenant, perTenant, type Trade } from '@erp/kit/demo-tenant';
import {
  type Article,
  articleCount,
  articleOf,
  assortmentOf,
  categoriesOf,
  categoryNumber,
  priceNow,
  priceOf,
} from '@erp/products/demo';
import { productCategories } from '@erp/products/factories/product-categories';
import { type Offer, offerFor } from './promotion-offers.ts';

/** Pieces and percent of the bundle of any goods. */
export const PAIR = { pieces: 2, percent: 10 } as const;

/** Names of the categories that the autumn promotion is given for. */
const AUTUMN: Record<Trade, readonly string[]> = {
  jewelry: ['Jewelry'],
  home_goods: ['Dining'],
  food: ['Drinks', 'Honey and spreads', 'Cheese'],
};
/** Names of the categories out of which something has to be bought to get something small beside it. */
const BOUGHT: Record<Trade, readonly string[]> = {
  jewelry: ['Rings'],
  home_goods: ['Rugs', 'Shelves'],
  food: ['Ready hampers'],
};

/** Numbers of the categories that a promotion is given for, each with all below it. */
export function listedCategories(tenant: DemoTenant, offer: Offer): readonly number[] {
  const names = { autumn: AUTUMN, extra: BOUGHT }[offer.key as string]?.[tenant.trade] ?? [];
  return names.map((name) => categoryNumber(tenant, name));
}

/** Number of the category whose goods the summer promotion leaves out: work to order. */
export function toOrder(tenant: DemoTenant): number {
  const line = assortmentOf(tenant).lines.find(({ type }) => type === 'custom');
  return categoryNumber(tenant, line?.category ?? '');
}

/** Sets, which the summer promotion leaves out too: they are cheaper than their parts already. */
export const sets = perTenant((tenant) => shopOf(tenant).filter(({ type }) => type === 'set'));

/** Whether a promotion is given for a product, by its lists and exclusions. */
export function isFor(tenant: DemoTenant, offer: Offer, product: number): boolean {
  if (offer.key === 'summer')
    return (
      !sets(tenant).some(({ number }) => number === product) && !isBelow(tenant, product, [toOrder(tenant)])
    );
  const categories = listedCategories(tenant, offer);
  return categories.length === 0 || isBelow(tenant, product, categories);
}

/** Whether a product is in one of the categories, or in one below them. */
function isBelow(tenant: DemoTenant, product: number, numbers: readonly number[]): boolean {
  const all = categoriesOf(tenant);
  return productCategories.rows(tenant, product).some(({ category }) => {
    let at: number | undefined = categoryNumber(tenant, category);
    while (at !== undefined && !numbers.includes(at)) at = all[at]?.parent;
    return at !== undefined;
  });
}

/** Products that are in the shop, the popular ones first. */
const shopOf = perTenant((tenant): readonly Article[] =>
  Array.from({ length: articleCount(tenant) }, (_, number) => articleOf(tenant, number)).filter(
    ({ stone, publishedAt, deletedAt }) =>
      stone === undefined && publishedAt !== undefined && deletedAt === undefined,
  ),
);

/** Small things, the cheapest first. */
export const smallThings = perTenant((tenant): readonly Article[] =>
  shopOf(tenant)
    .filter(({ variants, type }) => variants.length === 0 && type !== 'set' && type !== 'custom')
    .toSorted((a, b) => priceNow(a).list - priceNow(b).list || a.number - b.number)
    .slice(0, 4),
);

/** Three products that are sold together. */
export const bundled = perTenant((tenant): readonly Article[] =>
  shopOf(tenant)
    .filter(({ variants, type }) => variants.length === 0 && type !== 'set' && type !== 'custom')
    .slice(1, 4),
);

/** What one bundle costs, in cents: a sixth less than its pieces, in whole units of the currency. */
export function bundlePrice(tenant: DemoTenant): number {
  const sum = bundled(tenant).reduce((cents, article) => cents + priceNow(article).list, 0);
  return Math.floor((sum * 5) / 600) * 100;
}

/** Percent that the prices of the month are below the usual ones. */
const PRICE_CUT = 15;

/** A price of the month. */
export interface SpecialPrice {
  readonly offer: Offer;
  readonly article: Article;
  readonly variant: Article['variants'][number] | undefined;
  readonly sku: string;
  /** In hundredths of a cent. */
  readonly price: number;
}

/** The prices of the month: favorites whose own price stays as it is meanwhile. */
export const specialPrices = perTenant((tenant): readonly SpecialPrice[] => {
  const offer = offerFor(tenant, 'prices');
  return shopOf(tenant)
    .filter((article) => article.type !== 'custom' && priceNow(article).from < offer.startsAt)
    .slice(0, 5)
    .flatMap((article) => {
      const forms = article.variants.length > 0 ? article.variants : [undefined];
      return forms.map((variant) => ({
        offer,
        article,
        variant,
        sku: variant?.sku ?? article.sku,
        price: priceOf(priceNow(article), variant) * (100 - PRICE_CUT),
      }));
    });
});

export interface Listed {
  readonly offer: Offer;
  /** Number of the thing, from 0. */
  readonly thing: number;
}

/** Each of the things as one that a promotion is given for. */
export const listed = (offer: Offer, things: readonly number[]): readonly Listed[] =>
  things.map((thing) => ({ offer, thing }));
