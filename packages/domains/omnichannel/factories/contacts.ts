import { platformPages } from '@erp/channels/factories/platform-pages';
import { personalKeys } from '@erp/crm/factories/personal-keys';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { conversationPlansOf } from '../demo/conversation-plans.ts';
import { inboxContactCount, inboxContactOf } from '../demo/inbox-contacts.ts';
import '../tables.ts';

/** Identities that write to us: most of them known to crm. */
export const contacts = factory('omnichannel_contact', {
  count: inboxContactCount,
  story: (tenant: DemoTenant, number) => {
    const who = inboxContactOf(tenant, number);
    const [first] = conversationPlansOf(tenant, who);
    return { who, since: (first as { startedAt: number }).startedAt, via: viaOf(tenant, number) };
  },
  parents: { page_id: () => platformPages },
  alone: { personal_key_id: null },
  cells: {
    page_id: ({ who }) => platformPages.id(who.page),
    personal_key_id: ({ who }) => (who.person === undefined ? null : personalKeys.id(who.person.number)),
    platform_user_id: ({ who }) => who.userId,
    external_customer_id: ({ who, via }) => (via === 'pancake' ? `pc-${who.number + 1}` : null),
    integration_via: ({ who, via }) => (who.network === 'email' ? (via === 'meta' ? 'direct' : via) : via),
    display_name: ({ who }) => who.name,
    link: ({ who }) => (who.network === 'email' ? null : `https://${who.network}.example.com/${who.userId}`),
    metadata: (_contact, _draw, tenant) => ({ locale: tenant.locale }),
    created_at: ({ since }) => time(since),
    updated_at: ({ since }) => time(since),
  },
});

const viaOf = keyed('omnichannel_contact.via', (draw) => draw.weighted(INTEGRATORS));

const INTEGRATORS = weights([
  ['meta', 66],
  ['pancake', 18],
  ['direct', 10],
  ['custom', 4],
  ['other', 2],
]);
