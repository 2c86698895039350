import { type DemoTenant, perTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { assortmentOf } from './assortment.ts';
import '../tables.ts';

interface Category {
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

/** The tree of categories. */
export const categories = factory('category', {
  count: (tenant) => categoriesOf(tenant).length,
  fixed: true,
  story: (tenant, number): Category =>
    categoriesOf(tenant)[number] ?? { name: `Shelf ${number + 1}`, parent: undefined, position: number },
  alone: { parent_id: null },
  cells: {
    name: (category) => category.name,
    parent_id: (category): number | null =>
      category.parent === undefined ? null : categories.id(category.parent),
    sort_order: (category) => category.position,
    created_at: (_category, _draw, tenant) => time(tenant.since),
    updated_at: (_category, _draw, tenant) => time(tenant.since),
  },
});
