import { staffWithRole, type Trade } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { brands } from '@erp/system/factories/brands';
import { brandCount, brandOf } from '../demo/brands.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

const WORDS: Record<Trade, { readonly story: string; readonly slogan: string; readonly tagline: string }> = {
  jewelry: {
    story: 'Two goldsmiths, one workshop, and customers who come back for their children.',
    slogan: 'Worn every day.',
    tagline: 'Fine jewelry',
  },
  home_goods: {
    story: 'It began with a table that nobody sold the way we wanted it.',
    slogan: 'Things that stay.',
    tagline: 'For the home',
  },
  food: {
    story: 'We drove to the makers until we knew all of them by name.',
    slogan: 'Taste who made it.',
    tagline: 'Good food',
  },
};

/** What the brand says of itself. */
export const brandSettings = factory('mkt_brand_settings', {
  count: brandCount,
  fixed: true,
  story: brandOf,
  parents: { brand_id: () => brands },
  cells: {
    brand_id: (brand: number) => brands.id(brand),
    story: (_brand, _draw, tenant) => say(tenant, WORDS[tenant.trade].story),
    slogan: (_brand, _draw, tenant) => say(tenant, WORDS[tenant.trade].slogan),
    tagline: (_brand, _draw, tenant) => say(tenant, WORDS[tenant.trade].tagline),
    vision: (_row, _draw, tenant) => say(tenant, 'To be the first address that people think of.'),
    mission: (_row, _draw, tenant) => say(tenant, 'Good things, fairly made, at an honest price.'),
    created_by: (_brand, _draw, tenant) => staffWithRole(tenant, 'owner'),
    updated_by: (_brand, _draw, tenant) => staffWithRole(tenant, 'owner'),
    created_at: (_brand, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_brand, _draw, tenant) => time(beforeStory(tenant)),
  },
});
