import { platformPages } from '@erp/channels/factories/platform-pages';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { say } from '../demo/texts/words.ts';
import { WAYS } from '../demo/ways.ts';
import '../tables.ts';

/** A way to reach people of each type. */
export const marketingChannels = factory('mkt_marketing_channels', {
  count: () => WAYS.length,
  fixed: true,
  story: (_tenant, number) => ({ number, way: WAYS[number % WAYS.length] as (typeof WAYS)[number] }),
  alone: { channel_platform_page_id: null },
  cells: {
    name: ({ number, way }, _draw, tenant) =>
      say(tenant, number < WAYS.length ? way.name : `${way.name} ${number + 1}`),
    type: ({ way }) => way.type,
    platform: ({ way }) => way.platform,
    channel_platform_page_id: ({ way }) => (way.type === 'social' ? platformPages.id(2) : null),
    reach: (_way, draw) => draw.integer(10, 400) * 100,
    engagement: (_way, draw) => (draw.integer(50, 800) / 100).toFixed(4),
    status: ({ way }) => (way.type === 'offline' ? 'inactive' : 'active'),
    budget: (_way, draw) => money(draw.integer(2, 30) * 10_000),
    currency_code: (_way, _draw, tenant) => tenant.currency,
    created_at: (_way, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_way, _draw, tenant) => time(beforeStory(tenant)),
  },
});
