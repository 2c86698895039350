import { leftAloneSince } from '@erp/crm/demo';
import { firstOrderCourse } from '@erp/demo-world/order-course';
import { firstOrderNumber } from '@erp/demo-world/order-number';
import { daytimeFrom, presentStaff } from '@erp/demo-world/roster';
import { type DemoTenant, shared } from '@erp/kit/demo-tenant';
import { type Draw, keyed } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE, momentOf } from '@erp/kit/moment';
import {
  CAMPAIGNS,
  type Consent,
  campaignDay,
  consentAt,
  consentsOf,
  lastOpen,
  whenOpen,
} from './consent-history.ts';
import { segmentsOf } from './message-segments.ts';
import { type Exchange, phrasesOf } from './phrases.ts';
import { SERVICE } from './provider-accounts.ts';
import { type SmsContact, smsContactCount, smsContactOf } from './sms-contacts.ts';
import { say } from './texts/words.ts';

/** The most messages of a contact. */
export const MOST_MESSAGES = 40;
/** The most conversations of a contact: with the main number, and on the support line. */
export const MOST_CONVERSATIONS = 2;

type MessageStatus =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'cancelled'
  | 'received';

/** What became of a message. Moments in milliseconds since 1970. */
interface Course {
  readonly status: MessageStatus;
  readonly error?: string;
  readonly attempts?: number;
  readonly dueAt?: number;
  readonly sentAt?: number;
  readonly deliveredAt?: number;
  readonly readAt?: number;
  readonly failedAt?: number;
  readonly cancelledAt?: number;
}

/** A reaction to a message. Moments in milliseconds since 1970. */
export interface Reaction {
  readonly theirs: boolean;
  readonly user: number | null;
  readonly type: 'emoji' | 'thumb';
  readonly value: string;
  readonly at: number;
  readonly removedAt: number | null;
}

/** A message before and after it has got its place. */
export interface SmsMessage {
  readonly who: SmsContact;
  /** 0: the main number. 1: the support line. */
  readonly line: number;
  readonly inbound: boolean;
  readonly body: string | null;
  readonly segments: number;
  readonly picture: boolean;
  /** Number of the service, as `SERVICE` has it. */
  readonly service: number | null;
  readonly user: number | null;
  readonly orderNumber: string | undefined;
  /** For a message that is sent later than it is queued. */
  readonly sendAt: number | undefined;
  /** What became of it, where that is not left to chance. */
  readonly given: Course | undefined;
  /** When the provider took it in; `at` may be a second later, where another one came first. */
  readonly receivedAt: number;
  at: number;
  id: number;
  course: Course;
  reaction: Reaction | null;
}

/** What a number of ours and a contact have said, rolled up. */
export interface SmsConversation {
  readonly who: SmsContact;
  readonly line: number;
  /** Place among the conversations of the contact. */
  readonly place: number;
  readonly messages: readonly SmsMessage[];
  readonly state: 'open' | 'closed' | 'archived';
  readonly endedAt: number | null;
  readonly readAt: number | null;
  readonly assignedTo: number | null;
  readonly exchange: Exchange | undefined;
}

/** Everything that was texted with a contact. */
export interface MessageHistory {
  readonly who: SmsContact;
  readonly consents: readonly Consent[];
  /** When the number became known. */
  readonly since: number;
  readonly conversations: readonly SmsConversation[];
  /** In the order of time, each with the number that it has whatever line it is on. */
  readonly messages: readonly SmsMessage[];
}

/** All messages with a contact; undefined where there is none. */
export const messageHistoryOf = shared((tenant, number): MessageHistory | undefined => {
  const who = smsContactOf(tenant, number);
  return who === undefined ? undefined : write(tenant, number)(who);
});

const write = keyed('sms_messages.story', (draw, tenant) => (who: SmsContact): MessageHistory => {
  const consents = consentsOf(tenant, who);
  const script = new MessageScript(draw, tenant, who, consents);
  script.writeOrder();
  script.writeCampaigns();
  script.writeConsents();
  const exchange = script.writeExchange();
  script.writeEnd();
  return script.finish(exchange);
});

type Draft = Partial<
  Pick<SmsMessage, 'picture' | 'service' | 'user' | 'orderNumber' | 'sendAt' | 'given' | 'line'>
>;

class MessageScript {
  private readonly draw: Draw;
  private readonly tenant: DemoTenant;
  private readonly who: SmsContact;
  private readonly consents: readonly Consent[];
  private readonly messages: SmsMessage[] = [];
  /** From 0 to 1: whom of those who are there the contact gets to know. */
  private readonly agent: number;

  constructor(draw: Draw, tenant: DemoTenant, who: SmsContact, consents: readonly Consent[]) {
    this.draw = draw;
    this.tenant = tenant;
    this.who = who;
    this.consents = consents;
    this.agent = draw.unit();
  }

  /** What is said about the first order of a customer: received, sent, and how it is liked. */
  writeOrder(): void {
    const { draw, who } = this;
    const { customer, boughtAt } = who.person ?? {};
    if (customer === undefined || boughtAt === undefined) return;
    const phrases = phrasesOf(this.tenant);
    const orderNumber = firstOrderNumber(this.tenant, customer);
    const update = { service: SERVICE.updates, orderNumber };
    this.out(boughtAt + 40_000, phrases.placed, update);
    const { shippedAt, deliveredAt } = firstOrderCourse(this.tenant, customer);
    const soon = draw.integer(1, 20) * MINUTE;
    const later = draw.integer(0, 2_800) * MINUTE;
    if (shippedAt !== undefined) this.out(shippedAt + soon, phrases.shipped, update);
    if (deliveredAt === undefined) return;
    const asked = whenOpen(who, deliveredAt + 2 * DAY + later);
    if (!draw.chance(0.6) || !this.out(asked, phrases.feedback, { service: SERVICE.support, orderNumber }))
      return;
    if (!draw.chance(0.6)) return;
    const place = draw.integer(0, phrases.pleased.length - 1);
    const answered = asked + draw.integer(5, 400) * MINUTE;
    this.in(answered, phrases.pleased[place] as string, { picture: place === phrases.pleased.length - 1 });
    const thanked = whenOpen(who, answered + draw.integer(3, 90) * MINUTE);
    this.out(thanked, draw.pick(phrases.gladOfIt), {
      service: SERVICE.conversation,
      user: this.staffAt(thanked),
    });
  }

  /** Campaigns reach whoever had agreed by then. */
  writeCampaigns(): void {
    const { draw, tenant, who } = this;
    const offers = phrasesOf(tenant).campaigns[tenant.trade];
    const { customer } = who.person ?? {};
    // Who asked not to be won back wants no offers either.
    const leftAlone = (customer === undefined ? undefined : leftAloneSince(tenant, customer)) ?? tenant.until;
    for (let campaign = 0; campaign < CAMPAIGNS; campaign += 1) {
      const day = campaignDay(tenant, campaign);
      const open = day + who.open[0] * HOUR;
      const spread = draw.integer(60, 3 * 3_600) * 1000;
      // Every other one is queued by night, and put off until the quiet hours end.
      const byNight = campaign % 2 === 1;
      const at = byNight ? day + 4 * HOUR + spread / 4 : open + spread;
      if (at >= leftAlone) continue;
      if (
        consentAt(this.consents, at) !== 'opted_in' ||
        consentAt(this.consents, open + spread) !== 'opted_in'
      )
        continue;
      this.out(Math.floor(at / 1000) * 1000, offers[campaign % offers.length] as string, {
        service: campaign % 3 === 0 ? SERVICE.campaign : SERVICE.marketing,
        picture: campaign === 4,
        ...(byNight && { sendAt: open + spread }),
      });
    }
  }

  /** What is said by a text message stands among the messages; what waited for somebody who leaves is cancelled. */
  writeConsents(): void {
    const { draw, tenant } = this;
    const offers = phrasesOf(tenant).campaigns[tenant.trade];
    for (const [index, { consent, source, wording, at, recordedAt }] of this.consents.entries()) {
      if (source === 'keyword') this.in(at, wording as string, {});
      if (consent !== 'opted_out' || !draw.chance(0.5) || index === 0) continue;
      this.out(at - 2 * HOUR, draw.pick(offers), {
        service: SERVICE.marketing,
        given: { status: 'cancelled', error: 'opted_out', cancelledAt: recordedAt },
      });
    }
  }

  /** A question on the support line; undefined where nobody asked. */
  writeExchange(): { readonly exchange: Exchange; readonly endedAt: number | null } | undefined {
    const { draw, tenant, who } = this;
    const phrases = phrasesOf(tenant);
    const stranger = who.person === undefined;
    const chance = stranger ? 1 : who.person?.customer === undefined ? 0.5 : 0.34;
    const exchange =
      stranger && draw.chance(0.3) ? phrases.wrongNumber : draw.pick(phrases.exchanges[tenant.trade]);
    const spread = draw.unit();
    if (!draw.chance(chance) || who.running !== undefined) return undefined;
    const from = who.person?.boughtAt ?? who.person?.knownSince;
    const asked =
      from === undefined
        ? momentOf(tenant, ((who.number % smsContactCount(tenant)) + 0.5) / smsContactCount(tenant))
        : from + HOUR + Math.floor((spread * Math.max(0, tenant.until - 3 * DAY - from)) / 1000) * 1000;
    if (
      consentAt(this.consents, asked) === 'opted_out' ||
      consentAt(this.consents, asked + 3 * DAY) === 'opted_out'
    ) {
      return undefined;
    }
    const answer = (moment: number) => ({ line: 1, user: this.staffAt(moment), service: SERVICE.support });
    this.in(asked, exchange.ask, { line: 1 });
    let at = whenOpen(who, asked + draw.integer(2, 120) * MINUTE);
    this.out(at, exchange.answer, answer(at));
    if (draw.chance(0.8)) {
      at += draw.integer(2, 80) * MINUTE;
      this.in(at, exchange.more, { line: 1, picture: tenant.trade === 'home_goods' && draw.chance(0.2) });
      at = whenOpen(who, at + draw.integer(2, 60) * MINUTE);
      this.out(at, exchange.reply, answer(at));
    }
    if (draw.chance(0.5)) {
      at += draw.integer(2, 60) * MINUTE;
      this.in(at, draw.pick(phrases.thanks), { line: 1 });
    }
    const ended = daytimeFrom(tenant, at + draw.integer(30, 900) * MINUTE, 8, 20);
    return { exchange, endedAt: ended < tenant.until - HOUR ? ended : null };
  }

  /** What is under way while the story ends. */
  writeEnd(): void {
    const { who, tenant } = this;
    const phrases = phrasesOf(tenant);
    const end = tenant.until;
    const [offer] = phrases.campaigns[tenant.trade];
    const tomorrow = end + who.open[0] * HOUR + 5 * MINUTE;
    const evening = lastOpen(who, end - 6 * MINUTE);
    const update = { service: SERVICE.updates };
    switch (who.running) {
      case 'unread':
        this.in(end - 5 * HOUR, (phrases.exchanges[tenant.trade][0] as Exchange).ask, { line: 1 });
        this.in(end - 4 * HOUR, phrases.soon, { line: 1 });
        break;
      case 'sending':
        this.out(end - 2 * MINUTE, phrases.ready, {
          ...update,
          given: { status: 'sending', attempts: 1, dueAt: end + MINUTE },
        });
        break;
      case 'queued':
        this.out(end - 2 * MINUTE, phrases.ready, {
          ...update,
          given: { status: 'queued', dueAt: end - 2 * MINUTE },
        });
        break;
      case 'put_off':
        this.out(end - 4 * HOUR, offer as string, {
          service: SERVICE.marketing,
          given: { status: 'queued', dueAt: tomorrow },
        });
        break;
      case 'sent':
        this.out(evening, phrases.ready, { ...update, given: { status: 'sent', sentAt: evening + 4000 } });
        break;
      case 'failed':
        this.out(whenOpen(who, end - 9 * HOUR), phrases.gladOfIt[1] as string, {
          service: SERVICE.conversation,
          user: this.staffAt(end - 9 * HOUR),
          given: {
            status: 'failed',
            error: 'unreachable',
            attempts: 3,
            failedAt: whenOpen(who, end - 9 * HOUR) + 6 * MINUTE,
          },
        });
        break;
      case 'withdrawn':
        this.out(end - 8 * HOUR, offer as string, {
          service: SERVICE.marketing,
          user: this.staffAt(end - 8 * HOUR),
          given: { status: 'cancelled', error: 'withdrawn' },
        });
        break;
      case 'tried_again':
        this.out(end - 3 * MINUTE, phrases.ready, {
          ...update,
          given: { status: 'queued', attempts: 1, error: 'rate_limited', dueAt: end + 2 * MINUTE },
        });
        break;
    }
  }

  finish(support: ReturnType<MessageScript['writeExchange']>): MessageHistory {
    const { who, tenant } = this;
    // Within a line no two at the same moment.
    this.messages.sort((a, b) => a.at - b.at);
    const messages = this.messages.slice(0, MOST_MESSAGES);
    const last: number[] = [];
    for (const [index, message] of messages.entries()) {
      message.at = Math.max(message.at, (last[message.line] ?? 0) + 1000);
      last[message.line] = message.at;
      message.id = who.number * MOST_MESSAGES + index + 1;
      message.course = message.inbound ? { status: 'received' } : (message.given ?? this.send(message));
    }
    for (const message of messages) message.reaction = this.react(message);
    const conversations: SmsConversation[] = [];
    for (const line of [0, 1]) {
      const own = messages.filter((message) => message.line === line);
      if (own.length > 0)
        conversations.push(
          this.conversationOn(line, conversations.length, own, line === 1 ? support : undefined),
        );
    }
    const first = Math.min(messages[0]?.at ?? Infinity, this.consents[0]?.at ?? Infinity);
    const since = who.person?.boughtAt ?? who.person?.knownSince ?? first;
    return {
      who,
      consents: this.consents,
      since: Math.min(first, since, tenant.until),
      conversations,
      messages,
    };
  }

  private conversationOn(
    line: number,
    place: number,
    messages: readonly SmsMessage[],
    support: ReturnType<MessageScript['writeExchange']>,
  ): SmsConversation {
    const { draw, who, tenant, consents } = this;
    const newest = (messages.at(-1) as SmsMessage).at;
    const heard = messages.findLast((message) => message.inbound)?.at;
    // Old ones were read, and what was settled was closed.
    const readAt = heard === undefined || heard > tenant.until - 8 * HOUR ? null : heard + 4 * MINUTE;
    const gone = consents.at(-1)?.consent === 'opted_out' && draw.chance(0.5);
    const settled = line === 1 ? (support?.endedAt ?? null) : gone ? newest + DAY : null;
    const endedAt =
      settled === null || settled < newest || settled > tenant.until - HOUR || who.running !== undefined
        ? null
        : settled;
    const state = endedAt === null ? 'open' : line === 0 || draw.chance(0.25) ? 'archived' : 'closed';
    return {
      who,
      line,
      place,
      messages,
      state,
      endedAt,
      readAt,
      assignedTo: line === 1 ? this.staffAt(newest) : null,
      exchange: support?.exchange,
    };
  }

  /** Who deals with the contact: whoever is not on leave. */
  private staffAt(moment: number): number | null {
    return presentStaff(this.tenant, moment, this.agent);
  }

  private in(at: number, body: string, draft: Draft): void {
    this.add(true, at, body, draft);
  }

  /** False where it may not be sent: to those who had refused, nor after the end of the story. */
  private out(at: number, body: string, draft: Draft): boolean {
    const sent = draft.sendAt ?? at;
    if (
      consentAt(this.consents, at) === 'opted_out' ||
      consentAt(this.consents, sent + HOUR) === 'opted_out'
    ) {
      if (draft.given?.error !== 'opted_out') return false;
    }
    return this.add(false, at, body, draft);
  }

  private add(inbound: boolean, at: number, body: string, draft: Draft): boolean {
    if ((draft.sendAt ?? at) > this.tenant.until - 2 * MINUTE) return false;
    const filled = say(this.tenant, body)
      .replaceAll('{order}', draft.orderNumber ?? '')
      .replaceAll('{first}', this.who.person?.firstName ?? '')
      .replaceAll('{shop}', this.tenant.name);
    this.messages.push({
      who: this.who,
      line: draft.line ?? 0,
      inbound,
      body: filled,
      segments: segmentsOf(filled),
      picture: draft.picture ?? false,
      service: draft.service ?? null,
      user: draft.user ?? null,
      orderNumber: draft.orderNumber,
      sendAt: draft.sendAt,
      given: draft.given,
      receivedAt: Math.floor(at / 1000) * 1000,
      at: Math.floor(at / 1000) * 1000,
      id: 0,
      course: { status: 'queued' },
      reaction: null,
    });
    return true;
  }

  /** What a provider reports in the end. */
  private send(message: SmsMessage): Course {
    const { draw, tenant } = this;
    const sentAt = (message.sendAt ?? message.at) + draw.integer(2, 20) * 1000;
    const deliveredAt = sentAt + draw.integer(1, 90) * 1000;
    const readAt = deliveredAt + draw.integer(1, 400) * MINUTE;
    const kind = draw.unit();
    const attempts = draw.chance(0.04) ? 2 : 1;
    if (kind < 0.03)
      return { status: 'failed', error: 'unreachable', attempts, sentAt, failedAt: sentAt + 50_000 };
    if (kind < 0.04)
      return { status: 'failed', error: 'attempts_exhausted', attempts: 5, failedAt: sentAt + 9 * MINUTE };
    // The provider gave it up, and then it arrived after all.
    if (kind < 0.05)
      return {
        status: 'delivered',
        attempts,
        sentAt,
        failedAt: sentAt + MINUTE,
        deliveredAt: sentAt + 3 * MINUTE,
      };
    if (kind < 0.11) return { status: 'sent', attempts, sentAt };
    if (kind < 0.26 && readAt < tenant.until - MINUTE)
      return { status: 'read', attempts, sentAt, deliveredAt, readAt };
    return { status: 'delivered', attempts, sentAt, deliveredAt };
  }

  private react(message: SmsMessage): Reaction | null {
    const { draw, tenant } = this;
    const theirs = !message.inbound;
    const chance = theirs
      ? message.course.deliveredAt === undefined || message.user === null
        ? 0.01
        : 0.25
      : message.body === 'STOP' || message.body === 'START'
        ? 0
        : 0.12;
    if (!draw.chance(chance) || (theirs && message.course.deliveredAt === undefined)) return null;
    const at =
      (message.course.readAt ?? message.course.deliveredAt ?? message.at) + draw.integer(1, 20) * MINUTE;
    const removed = draw.chance(0.1) ? at + draw.integer(5, 50) * 1000 : null;
    if (at > tenant.until - 2 * MINUTE) return null;
    // Staff does so by day.
    if (!theirs && (this.staffAt(at) === null || daytimeFrom(tenant, at, 7, 21) > at)) return null;
    const thumb = draw.chance(0.4);
    return {
      theirs,
      user: theirs ? null : this.staffAt(at),
      type: thumb ? 'thumb' : 'emoji',
      value: thumb ? (draw.chance(0.92) ? 'up' : 'down') : draw.pick(['❤️', '😊', '🎉', '🙏']),
      at,
      removedAt: removed,
    };
  }
}
