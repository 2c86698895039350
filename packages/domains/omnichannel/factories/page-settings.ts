import { platformPages } from '@erp/channels/factories/platform-pages';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { networkOf } from '../demo/inbox-contacts.ts';
import '../tables.ts';

/** The pages that are written to, by number. */
const PAGES = [0, 1, 2, 3, 6];

/** Hours within which a settled conversation is opened again, and within which the network lets us write. */
const HOURS = {
  facebook: { reopen: 72, reply: 168 },
  instagram: { reopen: 0, reply: 24 },
  email: { reopen: 336, reply: null },
};

/** How the pages that people write to deal with what comes late. */
export const pageSettings = factory('omnichannel_page_settings', {
  count: () => PAGES.length,
  fixed: true,
  story: (_tenant, number) => {
    const page = PAGES[number % PAGES.length] as number;
    return { page, ...HOURS[networkOf(page)] };
  },
  identity: false,
  parents: { page_id: () => platformPages },
  cells: {
    page_id: ({ page }) => platformPages.id(page),
    reopen_within_hours: ({ reopen }) => reopen,
    reply_within_hours: ({ reply }) => reply,
    created_at: (_page, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_page, _draw, tenant) => time(beforeStory(tenant)),
  },
});
