import { type DemoTenant, perTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { type Article, articleOf, assortmentOf, wordOf } from './assortment.ts';

/** A category of the shop. */
export interface Category {
  readonly name: string;
  /** Place of the category above in the list; undefined for a root. */
  readonly parent: number | undefined;
  readonly position: number;
}

/** The tree of a tenant as a list, whoever is above first. */
export const categoriesOf = perTenant((tenant): readonly Category[] => {
  const { categories } = assortmentOf(tenant);
  const roots = categories.map(([name], position) => ({ name, parent: undefined, position }));
  const below = categories.flatMap(([, names], parent) =>
    names.map((name, position) => ({ name, parent, position })),
  );
  return [...roots, ...below];
});

/** The place of a category in the list, by what the tenant calls it or what the assortment does. */
export function categoryNumber(tenant: DemoTenant, name: string): number {
  const said = wordOf(tenant, name);
  return categoriesOf(tenant).findIndex((category) => category.name === said);
}

export interface Place {
  readonly article: Article;
  readonly category: string;
}

/** Gifts, and what is new: the last group of categories. */
const collectionOf = keyed('product_category.collection', (draw, tenant) => {
  const [gifts, latest] = assortmentOf(tenant).categories.at(-1)?.[1] ?? [];
  return draw.chance(0.22) ? gifts : draw.chance(0.12) ? latest : undefined;
});

/** Where a product is found: its category, and for some a collection. */
export function placesOf(tenant: DemoTenant, number: number): readonly Place[] {
  const article = articleOf(tenant, number);
  const collection = collectionOf(tenant, number);
  const places = [{ article, category: article.category }];
  if (collection !== undefined) places.push({ article, category: collection });
  return places;
}
