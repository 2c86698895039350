import { firstOrderCourse } from '@erp/demo-world/order-course';
import { firstOrderNumber } from '@erp/demo-world/order-number';
import { daytimeFrom } from '@erp/demo-world/roster';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { type Draw, keyed, weights } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE, momentOf } from '@erp/kit/moment';
import { type InboxContact, inboxContactCount } from './inbox-contacts.ts';
import type { Topic } from './phrases.ts';

/** The most conversations of a contact. */
export const MOST_CONVERSATIONS = 3;

/** What a conversation is about, and when it begins. */
export interface ConversationPlan {
  readonly index: number;
  readonly topic: Topic;
  readonly startedAt: number;
  /** Number of the order that it is about. */
  readonly orderNumber: string | undefined;
}

/** The conversations of a contact, in the order of time, each begun when the one before was settled. */
export function conversationPlansOf(tenant: DemoTenant, who: InboxContact): readonly ConversationPlan[] {
  const first = firstPlan(tenant, who);
  if (who.running !== undefined) return [first];
  const plans = [first];
  const { gaps, topics } = laterOnes(tenant, who.number);
  let at = first.startedAt;
  for (let index = 0; index < gaps.length; index += 1) {
    at = daytime(tenant, at + (gaps[index] as number));
    if (first.topic === 'spam' || at > tenant.until - 12 * DAY) break;
    plans.push({ index: index + 1, topic: topics[index] as Topic, startedAt: at, orderNumber: undefined });
  }
  return plans;
}

function firstPlan(tenant: DemoTenant, who: InboxContact): ConversationPlan {
  const { topics, spread, hours } = beginningOf(tenant, who.number);
  const plan = (topic: Topic, startedAt: number, orderNumber?: string): ConversationPlan => ({
    index: 0,
    topic,
    startedAt: daytime(tenant, startedAt),
    orderNumber,
  });
  if (who.running !== undefined) return plan(topics.running, tenant.until - BEFORE_END[who.running]);
  if (who.person === undefined) {
    const count = inboxContactCount(tenant);
    return plan(topics.stranger, momentOf(tenant, ((who.number % count) + spread) / count));
  }
  const { customer, boughtAt, knownSince } = who.person;
  if (customer === undefined || boughtAt === undefined) return plan(topics.general, knownSince + 5 * MINUTE);
  const last = tenant.until - DAY;
  const after = ORDER_TOPICS[topics.order];
  if (!who.again && after !== undefined && boughtAt + Math.max(after[1], 300) * HOUR < last) {
    // The first order of a customer was kept, so that there is nothing to be said about it but what is said here.
    const { deliveredAt } = firstOrderCourse(tenant, customer);
    const from = topics.order === 'damage' ? deliveredAt : boughtAt;
    const asked = (from ?? boughtAt) + (after[0] + hours * (after[1] - after[0])) * HOUR;
    return plan(topics.order, asked, firstOrderNumber(tenant, customer));
  }
  const room = last - 8 * DAY - boughtAt;
  // Who has bought only now asked before.
  return plan(topics.general, room > DAY ? boughtAt + HOUR + spread ** 1.5 * room : knownSince + 10 * MINUTE);
}

/** From how many hours after the order on, and until when, it is asked; damage from when it has come on. */
const ORDER_TOPICS: Partial<Record<Topic, readonly [number, number]>> = {
  address: [0.2, 0.8],
  delivery: [30.5, 34],
  invoice: [6, 200],
  damage: [1, 60],
};

/** How long before the end of the story the last ones begin. */
const BEFORE_END: Record<NonNullable<InboxContact['running']>, number> = {
  unread: 5 * HOUR,
  read: 7 * HOUR,
  answered: 8 * HOUR,
  asked_back: 9 * HOUR,
  snoozed: 8.5 * HOUR,
  failed: 7.5 * HOUR,
  queued: 6 * HOUR,
  reopened: 33 * HOUR,
};

const beginningOf = keyed('omnichannel_conversation.beginning', (draw) => ({
  topics: {
    order: draw.weighted(CUSTOMERS),
    general: draw.weighted(GENERAL),
    stranger: draw.weighted(STRANGERS),
    running: draw.pick(['stock', 'advice', 'wish', 'care'] as const),
  },
  spread: draw.unit(),
  hours: draw.unit(),
}));

const laterOnes = keyed('omnichannel_conversation.later', (draw: Draw) => {
  const count = draw.chance(0.3) ? (draw.chance(0.3) ? 2 : 1) : 0;
  return {
    gaps: Array.from({ length: count }, () => Math.floor((25 + draw.unit() * 140) * 86_400) * 1000),
    topics: Array.from({ length: count }, () => draw.weighted(GENERAL)),
  };
});

const CUSTOMERS = weights<Topic>([
  ['delivery', 30],
  ['damage', 12],
  ['invoice', 10],
  ['address', 8],
  // No topic of an order: something else, some day.
  ['advice', 40],
]);
const GENERAL = weights<Topic>([
  ['stock', 24],
  ['advice', 22],
  ['wish', 20],
  ['care', 16],
  ['hours', 10],
  ['praise', 8],
]);
const STRANGERS = weights<Topic>([
  ['hours', 26],
  ['stock', 24],
  ['advice', 20],
  ['spam', 20],
  ['job', 10],
]);

/** The same moment, unless people sleep then: then some time in the morning. Whole seconds. */
const daytime = (tenant: DemoTenant, moment: number) => daytimeFrom(tenant, moment, 7, 23);
