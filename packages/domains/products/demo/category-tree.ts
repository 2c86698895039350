import { type DemoTenant, perTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { type Article, articleOf, assortmentOf } from './assortment.ts';

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

/** The place of a category in the list. */
export function categoryNumber(tenant: DemoTenant, name: string): number {
  return categoriesOf(tenant).findIndex((category) => category.name === name);
}

interface Place {
  readonly article: Article;
  readonly category: string;
}

const collectionOf = keyed('product_category.collection', (draw) =>
  draw.chance(0.22) ? 'Gifts' : draw.chance(0.12) ? 'New in' : undefined,
);

/** Where a product is found: its category, and for some a collection. */
export function placesOf(tenant: DemoTenant, number: number): readonly Place[] {
  const article = articleOf(tenant, number);
  const collection = collectionOf(tenant, number);
  const places = [{ article, category: article.category }];
  if (collection !== undefined) places.push({ article, category: collection });
  return places;
}
