import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { type Category, categoriesOf } from '../demo/category-tree.ts';
import '../tables.ts';

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
    created_at: (_category, _draw, tenant) => time(beforeStory(tenant, 30)),
    updated_at: (_category, _draw, tenant) => time(beforeStory(tenant, 30)),
  },
});
