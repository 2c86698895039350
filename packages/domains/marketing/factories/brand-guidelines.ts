import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { brands } from '@erp/system/factories/brands';
import { brandCount, brandOf } from '../demo/brands.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

const RULES = [
  {
    title: 'Room around the logo',
    category: 'logo_usage',
    items: ['At least its own height.', 'Never on pictures.'],
  },
  {
    title: 'Two fonts, no third',
    category: 'typography_rules',
    items: ['Titles in one, text in the other.'],
  },
  { title: 'Little of the first color', category: 'color_application', items: ['One accent per page.'] },
  {
    title: 'How we speak',
    category: 'voice_tone',
    items: ['Short sentences.', 'No superlatives.', 'We say who made it.'],
  },
] as const;

/** A rule of each category. */
export const brandGuidelines = factory('mkt_brand_guidelines', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  most: RULES.length,
  rows: (brand) => RULES.map((rule, n) => ({ brand, rule, n })),
  parents: { brand_id: () => brands },
  cells: {
    brand_id: ({ brand }) => brands.id(brand),
    title: ({ rule }, _draw, tenant) => say(tenant, rule.title),
    category: ({ rule }) => rule.category,
    items: ({ rule }, _draw, tenant) => JSON.stringify(rule.items.map((item) => say(tenant, item))) as never,
    sort_order: ({ n }) => n,
    created_at: (_rule, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_rule, _draw, tenant) => time(beforeStory(tenant)),
  },
});
