import { person } from '@erp/demo-world/people';
import { onDuty } from '@erp/demo-world/roster';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY } from '@erp/kit/moment';
import { handleOf } from './contact-handles.ts';

export interface Touchpoint {
  readonly person: number;
  readonly at: number;
  /** Undefined for what the web shop sold. */
  readonly way: 'email' | 'sms' | 'call' | 'visit' | 'chat' | undefined;
  readonly stage: (typeof STAGES)[number];
  readonly mood: number;
}

const STAGES = ['awareness', 'interest', 'consideration', 'purchase', 'retention', 'advocacy'] as const;
const WAYS = ['email', 'chat', 'call', 'visit', 'sms'] as const;

/** The touchpoints with a person in the order of time: on the way to the first purchase, and after it. */
export const touchpointsOf = keyed(
  'crm_personal_journey.touchpoints',
  (draw, tenant, number): readonly Touchpoint[] => {
    const someone = person(tenant, number);
    const end = someone.boughtAt ?? Math.min(someone.knownSince + 10 * DAY, tenant.until);
    const before = draw.integer(1, 3);
    const touchpoint = (at: number, stage: Touchpoint['stage'], mood: number): Touchpoint => ({
      person: number,
      at,
      way: wayAt(tenant, number, at, draw.pick(WAYS)),
      stage,
      mood,
    });
    const touchpoints = Array.from({ length: before }, (_, index) => {
      const at = Math.floor(someone.knownSince + ((end - someone.knownSince) * index) / before);
      return touchpoint(at, STAGES[Math.min(index, 2)] as Touchpoint['stage'], draw.integer(-2, 8) / 10);
    });
    if (someone.boughtAt === undefined) return touchpoints;
    // Orders knows of the first one whether somebody sold it.
    const bought = touchpoint(someone.boughtAt, 'purchase', draw.integer(2, 10) / 10);
    touchpoints.push({ ...bought, way: undefined });
    const later = someone.boughtAt + draw.integer(20, 90) * DAY;
    if (later < tenant.until) {
      const stage = draw.chance(0.75) ? 'retention' : 'advocacy';
      touchpoints.push(touchpoint(later, stage, draw.integer(stage === 'advocacy' ? 4 : -3, 10) / 10));
    }
    return touchpoints;
  },
);

/** How somebody is met: who comes by or calls does so while somebody is there, and nobody is written to at an address that is not known. */
function wayAt(
  tenant: DemoTenant,
  number: number,
  at: number,
  meant: NonNullable<Touchpoint['way']>,
): NonNullable<Touchpoint['way']> {
  const has = (type: 'email' | 'phone') => handleOf(tenant, number, type) !== undefined;
  if (meant === 'visit') return onDuty(tenant, at).length > 0 ? meant : 'chat';
  if (meant === 'call') return has('phone') && onDuty(tenant, at).length > 0 ? meant : 'chat';
  if (meant === 'sms') return has('phone') ? meant : 'chat';
  return meant === 'email' && !has('email') ? 'chat' : meant;
}

/** What is written down about a touchpoint, in English, besides how the person seemed. */
export function summariesFor(
  tenant: DemoTenant,
  { person: number, stage, mood }: Touchpoint,
): readonly string[] {
  if (stage === 'awareness') return FOUND[person(tenant, number).source] ?? SUMMARIES.awareness;
  return stage === 'retention' && mood < 0
    ? ['Had something to complain of.', 'Waited long for an answer.']
    : SUMMARIES[stage];
}

/** What is written down besides, in English. */
export const BESIDES: readonly string[] = [
  'Short and clear.',
  'Knew exactly what to ask.',
  'Needed a moment to explain.',
  'Asked for our opening hours too.',
  'Asked who makes it.',
  'Likes things simple.',
  'Wrote it all down.',
  'Was in a hurry.',
  'Took a while.',
  'Said that we are easy to reach.',
  'Remembered our catalog.',
  'Asked how we pack.',
  'Came with good questions.',
  'Mentioned a birthday.',
  'Wants to stay informed.',
  'Talked about the season.',
  'Gave a reason for each wish.',
  'Said thank you.',
];

/** How people came to know of us, by where they came from. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  referral: ['Was told about us by a friend.', 'Came on a recommendation.'],
  walk_in: ['Came by the shop and looked around.', 'Saw the window and came in.'],
  google_ads: ['Saw an ad and asked what we do.', 'Was looking for a present and found us.'],
};

/** What is written down about a touchpoint, by stage. */
const SUMMARIES: Record<Touchpoint['stage'], readonly string[]> = {
  awareness: [
    'Found us and asked what we do.',
    'Follows us and asked for the first time.',
    'Heard of us and wanted to know more.',
  ],
  interest: [
    'Asked for prices and delivery times.',
    'Wanted to see pictures.',
    'Asked what is new.',
    'Asked what it is made of.',
    'Asked what others buy.',
    'Told us what it is for.',
  ],
  consideration: [
    'Compared two of our offers.',
    'Asked about returns before deciding.',
    'Wanted to sleep on it.',
    'Asked for a second opinion.',
    'Weighed price against time.',
    'Had one more question.',
  ],
  purchase: [
    'Ordered for the first time.',
    'Bought something for the first time.',
    'Decided, and bought.',
    'The first order is in.',
  ],
  retention: [
    'We asked how it went: all well.',
    'Had a question about care.',
    'Asked when there is more of it.',
    'Asked for advice again.',
    'Wanted to know what is coming.',
  ],
  advocacy: [
    'Sent a picture and a friend.',
    'Left a kind word in public.',
    'Speaks of us to others.',
    'Offered to be quoted.',
  ],
};
/** What is to be done after a touchpoint, by stage. */
export const NEXT: Record<Touchpoint['stage'], string> = {
  awareness: 'Send the catalog.',
  interest: 'Make an offer.',
  consideration: 'Call within two days.',
  purchase: 'Ask for feedback after delivery.',
  retention: 'Offer something that goes with it.',
  advocacy: 'Thank them with a voucher.',
};
