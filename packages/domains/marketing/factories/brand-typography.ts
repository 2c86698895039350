import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { brands } from '@erp/system/factories/brands';
import { brandCount, brandOf } from '../demo/brands.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

const STYLES = [
  { name: 'Title', font: 'Fraunces', size: '2.5rem', weight: 600, line: '1.2', category: 'headings' },
  { name: 'Text', font: 'Inter', size: '16px', weight: 400, line: '1.5', category: 'body' },
] as const;

/** Titles and text. */
export const brandTypography = factory('mkt_brand_typography', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  most: STYLES.length,
  rows: (brand) => STYLES.map((style, n) => ({ brand, style, n })),
  parents: { brand_id: () => brands },
  cells: {
    brand_id: ({ brand }) => brands.id(brand),
    name: ({ style }, _draw, tenant) => say(tenant, style.name),
    font_family: ({ style }) => style.font,
    size: ({ style }) => style.size,
    weight: ({ style }) => style.weight,
    line_height: ({ style }) => style.line,
    category: ({ style }) => style.category,
    sort_order: ({ n }) => n,
    created_at: (_style, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_style, _draw, tenant) => time(beforeStory(tenant)),
  },
});
