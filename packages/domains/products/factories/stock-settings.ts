import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import '../tables.ts';

/** How the tenant deals with stock: what is short is not sold. */
export const stockSettings = factory('stock_settings', {
  count: () => 1,
  fixed: true,
  identity: false,
  story: (_tenant, number) => number,
  cells: {
    stock_policy: 'refuse',
    created_at: (_number, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_number, _draw, tenant) => time(beforeStory(tenant)),
  },
});
