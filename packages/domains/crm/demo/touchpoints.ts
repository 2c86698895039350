import { person } from '@erp/demo-world/people';
import { keyed } from '@erp/kit/draw';
import { DAY } from '@erp/kit/moment';

export interface Touchpoint {
  readonly person: number;
  readonly at: number;
  readonly way: 'email' | 'sms' | 'call' | 'visit' | 'chat';
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
    const touchpoints = Array.from({ length: before }, (_, index) => ({
      person: number,
      at: Math.floor(someone.knownSince + ((end - someone.knownSince) * index) / before),
      way: draw.pick(WAYS),
      stage: STAGES[Math.min(index, 2)] as Touchpoint['stage'],
      mood: draw.integer(-2, 8) / 10,
    }));
    if (someone.boughtAt === undefined) return touchpoints;
    touchpoints.push({
      person: number,
      at: someone.boughtAt,
      way: draw.pick(WAYS),
      stage: 'purchase',
      mood: draw.integer(2, 10) / 10,
    });
    const later = someone.boughtAt + draw.integer(20, 90) * DAY;
    if (later < tenant.until) {
      touchpoints.push({
        person: number,
        at: later,
        way: draw.pick(WAYS),
        stage: draw.chance(0.75) ? 'retention' : 'advocacy',
        mood: draw.integer(-3, 10) / 10,
      });
    }
    return touchpoints;
  },
);

/** What is written down about a touchpoint, by stage. */
export const SUMMARIES: Record<Touchpoint['stage'], readonly string[]> = {
  awareness: ['Found us and asked what we do.', 'Was told about us by a friend.'],
  interest: ['Asked for prices and delivery times.', 'Wanted to see pictures.'],
  consideration: ['Compared two of our offers.', 'Asked about returns before deciding.'],
  purchase: ['Ordered for the first time.'],
  retention: ['We asked how it went: all well.', 'Had a question about care.'],
  advocacy: ['Sent a picture and a friend.', 'Left a kind word in public.'],
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
