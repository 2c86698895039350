import type { Trade } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { brands } from '@erp/system/factories/brands';
import { brandCount, brandOf } from '../demo/brands.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

const COLORS: Record<Trade, readonly string[]> = {
  jewelry: ['#8a6d3b', '#f4ecdc', '#2b2b2b'],
  home_goods: ['#4f6d5a', '#e9e4da', '#333a36'],
  food: ['#a8402d', '#f6e3b4', '#2f2a26'],
};

const CATEGORIES = ['primary', 'secondary', 'neutral'] as const;

/** A color of each category. */
export const brandColors = factory('mkt_brand_colors', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  most: CATEGORIES.length,
  rows: (brand) => CATEGORIES.map((category, n) => ({ brand, category, n })),
  parents: { brand_id: () => brands },
  cells: {
    brand_id: ({ brand }) => brands.id(brand),
    name: ({ category }, _draw, tenant) => say(tenant, `Our ${category}`),
    hex: ({ n }, _draw, tenant) => COLORS[tenant.trade][n] as string,
    category: ({ category }) => category,
    usage: ({ n }, _draw, tenant) =>
      say(tenant, ['Titles and buttons.', 'Backgrounds.', 'Running text.'][n] ?? null),
    sort_order: ({ n }) => n,
    created_at: (_color, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_color, _draw, tenant) => time(beforeStory(tenant)),
  },
});
