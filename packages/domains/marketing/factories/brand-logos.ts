import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { brands } from '@erp/system/factories/brands';
import { brandCount, brandOf } from '../demo/brands.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

const FORMS = ['primary', 'dark', 'icon_only', 'monochrome'] as const;

/** The logo in each of its forms. */
export const brandLogos = factory('mkt_brand_logos', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  most: FORMS.length,
  rows: (brand) => FORMS.map((form, n) => ({ brand, form, n })),
  parents: { brand_id: () => brands },
  cells: {
    brand_id: ({ brand }) => brands.id(brand),
    name: ({ form }, _draw, tenant) => say(tenant, `Logo, ${form.replace('_', ' ')}`),
    variation_type: ({ form }) => form,
    is_primary: true,
    logo_url: ({ form }, _draw, tenant) => `https://${tenant.slug}.example.com/brand/${form}.svg`,
    background_color: ({ form }) => (form === 'dark' ? '#1b1b1b' : '#ffffff'),
    is_dark: ({ form }) => form === 'dark',
    sort_order: ({ n }) => n,
    created_at: (_logo, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_logo, _draw, tenant) => time(beforeStory(tenant)),
  },
});
