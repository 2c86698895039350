import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import '../tables.ts';

/** How the tenant deals with orders: none waits for its confirmation for more than two weeks. */
export const orderSettings = factory('order_settings', {
  count: () => 1,
  fixed: true,
  identity: false,
  story: (_tenant, number) => number,
  cells: {
    confirm_within_hours: 14 * 24,
    created_at: (_number, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_number, _draw, tenant) => time(beforeStory(tenant)),
  },
});
