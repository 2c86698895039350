import { daytimeFrom, isAway, presentStaff } from '@erp/demo-world/roster';
import { type DemoTenant, shared, staffWithRole } from '@erp/kit/demo-tenant';
import { type Draw, keyed } from '@erp/kit/draw';
import { localHour } from '@erp/kit/local-time';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { type ConversationPlan, conversationPlansOf, MOST_CONVERSATIONS } from './conversation-plans.ts';
import { type InboxContact, inboxContactOf } from './inbox-contacts.ts';
import { type MessageMedium, mediaOf, sticker, voice } from './message-media.ts';
import { phrasesOf, type Topic, type Words, wordsFor } from './phrases.ts';
import { say } from './texts/words.ts';

/** The most messages of a conversation. */
export const MOST_MESSAGES = 14;
/** The most entries of the history of a conversation. */
export const MOST_CHANGES = 16;

type Status = 'open' | 'pending' | 'snoozed' | 'resolved' | 'archived';

/** How a message of ours fared at the network. Moments in milliseconds since 1970. */
export interface Delivery {
  readonly status: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly failedAt: number | null;
}

/** A reaction to a message. Moments in milliseconds since 1970. */
export interface Reaction {
  /** Whether the contact reacted, or the member. */
  readonly theirs: boolean;
  readonly user: number | null;
  readonly value: string;
  readonly at: number;
  readonly removedAt: number | null;
}

/** A message of a conversation. Moments in milliseconds since 1970. */
export interface Message {
  readonly conversation: Conversation;
  readonly index: number;
  readonly by: 'user' | 'admin' | 'system';
  readonly at: number;
  readonly text: string | null;
  readonly note: boolean;
  readonly staff: number | null;
  /** Of ours, but written at the network. */
  readonly echo: boolean;
  readonly media: readonly MessageMedium[];
  delivery: Delivery | null;
  reaction: Reaction | null;
}

/** An entry of the history: a status, or who has it. */
export interface Change {
  readonly conversation: Conversation;
  readonly index: number;
  readonly change: 'status' | 'assignment';
  readonly from: Status | null;
  readonly to: Status | null;
  readonly fromUser: number | null;
  readonly toUser: number | null;
  readonly by: number | null;
  readonly reason: string | null;
  readonly at: number;
}

/** A conversation as all tables see it. Moments in milliseconds since 1970. */
export interface Conversation {
  readonly who: InboxContact;
  readonly plan: ConversationPlan;
  readonly messages: readonly Message[];
  readonly changes: readonly Change[];
  readonly status: Status;
  readonly statusNote: string | null;
  readonly assignedTo: number | null;
  readonly assignmentNote: string | null;
  readonly snoozedUntil: number | null;
  readonly readAt: number | null;
  readonly closedAt: number | null;
  readonly deletedAt: number | null;
  readonly updatedAt: number;
}

/** The conversations of a contact. */
export const conversationsOf = shared((tenant, number): readonly Conversation[] => {
  const who = inboxContactOf(tenant, number);
  return conversationPlansOf(tenant, who).map((plan) =>
    write(tenant, number * MOST_CONVERSATIONS + plan.index)(who, plan),
  );
});

const write = keyed(
  'omnichannel_conversation.course',
  (draw, tenant) => (who: InboxContact, plan: ConversationPlan) =>
    new ConversationScript(draw, tenant, who, plan).write(),
);

/** Writes a conversation step by step, until it is settled or the story ends. */
class ConversationScript {
  private readonly draw: Draw;
  private readonly tenant: DemoTenant;
  private readonly who: InboxContact;
  private readonly plan: ConversationPlan;
  private readonly conversation: { -readonly [Key in keyof Conversation]: Conversation[Key] };
  private readonly messages: Message[] = [];
  private readonly changes: Change[] = [];
  private readonly agent: number | null;
  private at: number;
  private over = false;

  constructor(draw: Draw, tenant: DemoTenant, who: InboxContact, plan: ConversationPlan) {
    this.draw = draw;
    this.tenant = tenant;
    this.who = who;
    this.plan = plan;
    this.agent = presentStaff(tenant, plan.startedAt + DAY, draw.unit());
    this.at = plan.startedAt;
    this.conversation = {
      who,
      plan,
      messages: this.messages,
      changes: this.changes,
      status: 'open',
      statusNote: null,
      assignedTo: null,
      assignmentNote: null,
      snoozedUntil: null,
      readAt: null,
      closedAt: null,
      deletedAt: null,
      updatedAt: plan.startedAt,
    };
    this.record({ change: 'status', from: null, to: 'open', by: null, reason: null }, plan.startedAt);
  }

  write(): Conversation {
    const { who, plan } = this;
    if (plan.topic === 'spam') this.writeSpam();
    else if (who.running !== undefined) this.writeRunning(who.running);
    else this.writeWhole();
    this.deliver();
    this.react();
    return this.conversation;
  }

  private writeSpam(): void {
    const { draw } = this;
    this.ask();
    this.look(draw.integer(10, 300) * MINUTE);
    this.move(draw.integer(5, 40) * 1000, 'archived', null);
    if (draw.chance(0.6) && !this.over) {
      this.conversation.deletedAt = this.at + 20_000;
      this.conversation.updatedAt = this.conversation.deletedAt;
    }
  }

  /** The last ones: how far each has come when the story ends. */
  private writeRunning(state: NonNullable<InboxContact['running']>): void {
    const { draw } = this;
    const phrases = phrasesOf(this.tenant);
    const words = this.words();
    const soon = () => draw.integer(4, 35) * MINUTE;
    this.ask();
    if (state === 'unread') {
      this.them(draw.integer(20, 90) * 1000, draw.pick(phrases.nudge));
      return;
    }
    this.take(soon());
    if (state === 'read') {
      this.look(MINUTE);
      this.note(2 * MINUTE, draw.pick(phrases.notes));
      return;
    }
    if (state === 'snoozed') {
      this.us(soon(), draw.pick(phrases.later));
      this.snooze(localHour(this.tenant.timezone, this.tenant.until + 2 * DAY, 9));
      return;
    }
    this.us(soon(), words.answer);
    if (state === 'answered' || state === 'asked_back') this.move(MINUTE, 'pending', null);
    if (state === 'asked_back') this.them(soon(), words.more);
    if (state === 'failed') this.fail();
    if (state === 'reopened') {
      this.them(soon(), draw.pick(phrases.thanks));
      this.settle(soon(), draw.pick(phrases.settled));
      this.at = this.tenant.until - 5 * HOUR;
      this.them(0, draw.pick(phrases.again));
    }
  }

  private writeWhole(): void {
    const { draw } = this;
    const phrases = phrasesOf(this.tenant);
    const words = this.words();
    this.ask();
    if (officeHours(this.tenant, this.at) !== this.at && draw.chance(0.7))
      this.machine(draw.integer(8, 30) * 1000, phrases.away);
    if (draw.chance(0.1)) this.them(draw.integer(40, 180) * MINUTE, draw.pick(phrases.nudge));
    if (draw.chance(0.2)) this.give();
    // Instagram gives us a day to answer in.
    if (this.who.network !== 'instagram' && draw.chance(0.12)) {
      this.us(this.wait(3, 200), draw.pick(phrases.later));
      this.snooze(localHour(this.tenant.timezone, this.at + DAY, 9));
      this.wake(draw.integer(5, 50) * 1000);
    }
    this.us(this.wait(3, 350), words.answer, this.media('answer', words.variant));
    if (draw.chance(0.03) && this.fail()) this.us(4 * MINUTE, words.answer);
    const silent = draw.chance(0.1);
    if (silent || draw.chance(0.45)) this.move(draw.integer(20, 90) * 1000, 'pending', null);
    if (silent) {
      this.settle(3 * DAY + draw.integer(0, 600) * MINUTE, phrases.silent);
    } else {
      if (draw.chance(ASKS_BACK.has(this.plan.topic) ? 1 : 0.65)) {
        const spoken = draw.chance(0.06) && this.who.network !== 'email';
        const media = spoken ? [voice(draw)] : this.media('more', words.variant);
        this.them(this.wait(4, 300), spoken ? null : words.more, media);
        if (draw.chance(SMALL_TALK.has(this.plan.topic) ? 0 : 0.25))
          this.note(draw.integer(2, 15) * MINUTE, draw.pick(phrases.notes));
        if (draw.chance(0.06)) this.handOver();
        this.us(this.wait(3, 240), words.reply, this.media('reply', words.variant));
      }
      if (draw.chance(0.7)) {
        const silently = draw.chance(0.12) && this.who.network === 'facebook';
        this.them(
          this.wait(3, 200),
          silently ? null : draw.pick(phrases.thanks),
          silently ? [sticker(draw)] : [],
        );
        if (draw.chance(0.45)) this.us(this.wait(3, 60), draw.pick(phrases.welcome));
      }
      this.settle(this.wait(5, 500), draw.chance(0.6) ? draw.pick(phrases.settled) : null);
      if (this.who.network === 'facebook' && draw.chance(0.12)) this.writeAgain();
    }
    if (draw.chance(0.25)) this.move((14 + draw.integer(0, 10)) * DAY, 'archived', null);
  }

  /** Some hours after all was settled. */
  private writeAgain(): void {
    const phrases = phrasesOf(this.tenant);
    const question = this.draw.integer(0, phrases.again.length - 1);
    this.them(this.draw.integer(60, 900) * MINUTE, phrases.again[question] as string);
    this.us(this.wait(3, 200), phrases.againAnswer[question] as string);
    this.settle(this.wait(5, 300), null);
  }

  private ask(): void {
    const { draw, plan } = this;
    const hello = draw.pick(phrasesOf(this.tenant).hello);
    const words = this.words();
    const media = this.media('ask', words.variant);
    if (this.who.network !== 'email' && plan.topic !== 'spam' && draw.chance(0.25)) {
      this.them(0, hello.replace(/,$/, '!'));
      this.them(draw.integer(6, 60) * 1000, words.ask.charAt(0).toUpperCase() + words.ask.slice(1), media);
    } else {
      this.them(0, plan.topic === 'spam' ? words.ask : `${hello} ${words.ask}`, media);
    }
  }

  private words() {
    const { ask, answer, more, reply } = wordsFor(this.tenant, this.plan.topic);
    const variant =
      variantOf(this.tenant, this.who.number * MOST_CONVERSATIONS + this.plan.index) % ask.length;
    const one = (texts: readonly string[]) => texts[variant % texts.length] as string;
    return { variant, ask: one(ask), answer: one(answer), more: one(more), reply: one(reply) };
  }

  private media(part: Exclude<keyof Words, 'subject'>, variant: number): readonly MessageMedium[] {
    return mediaOf(this.tenant.trade, this.plan.topic, part, variant, this.draw);
  }

  private them(after: number, text: string | null, media: readonly MessageMedium[] = []): void {
    if (!this.pass(after)) return;
    // What comes in is ours to answer.
    if (this.conversation.status !== 'open') this.to('open', null, null);
    this.say('user', text, { media });
  }

  private us(after: number, text: string, media: readonly MessageMedium[] = []): void {
    if (!this.pass(after, true)) return;
    const echo = this.who.running === undefined && media.length === 0 && this.draw.chance(0.06);
    if (!echo && this.conversation.assignedTo === null)
      this.assign(this.atWork(), this.atWork(), null, this.at - MINUTE);
    this.say('admin', text, { media, echo, staff: echo ? null : this.atWork() });
    // Who answers has read.
    this.conversation.readAt = this.at;
  }

  private machine(after: number, text: string): void {
    if (this.pass(after)) this.say('system', text, {});
  }

  private note(after: number, text: string): void {
    if (this.pass(after, true)) this.say('admin', text, { note: true, staff: this.atWork() });
  }

  /** Somebody takes it before answering. */
  private take(after: number): void {
    if (this.pass(after, true)) this.assign(this.atWork(), this.atWork(), null, this.at);
  }

  /** The manager gives it to somebody, before anybody has answered. */
  private give(): void {
    if (!this.pass(this.wait(2, 40), true)) return;
    const reason = this.draw.pick(phrasesOf(this.tenant).given);
    this.assign(this.atWork(), this.giver(), reason, this.at);
  }

  /** Who has it, or would, and somebody else while they are on leave. */
  private atWork(): number | null {
    const own = this.conversation.assignedTo ?? this.agent;
    return isAway(this.tenant, own, this.at) ? presentStaff(this.tenant, this.at, 0.5) : own;
  }

  /** Giving to others is the manager's right, and that of the owner while the manager is on leave. */
  private giver(): number | null {
    const manager = staffWithRole(this.tenant, 'manager');
    return isAway(this.tenant, manager, this.at) ? staffWithRole(this.tenant, 'owner') : manager;
  }

  private handOver(): void {
    if (!this.pass(MINUTE, true)) return;
    const other = presentStaff(this.tenant, this.at, this.draw.unit());
    if (other === this.conversation.assignedTo) return;
    this.assign(other, this.giver(), this.draw.pick(phrasesOf(this.tenant).given), this.at);
  }

  private look(after: number): void {
    if (!this.pass(after, true)) return;
    this.conversation.readAt = this.at;
    this.conversation.updatedAt = this.at;
  }

  private move(after: number, status: Status, reason: string | null): void {
    if (this.pass(after, after >= HOUR)) this.to(status, this.atWork(), reason);
  }

  private snooze(until: number): void {
    if (!this.pass(40_000)) return;
    this.to('snoozed', this.atWork(), phrasesOf(this.tenant).snoozed);
    this.conversation.snoozedUntil = until;
  }

  /** What the job does, some seconds after the time has come. */
  private wake(after: number): void {
    if (
      this.conversation.snoozedUntil === null ||
      !this.pass(this.conversation.snoozedUntil + after - this.at)
    )
      return;
    this.to('open', null, null);
  }

  private settle(after: number, reason: string | null): void {
    if (!this.pass(after, true)) return;
    this.conversation.readAt = this.at - 5000;
    this.to('resolved', this.atWork(), reason);
  }

  /** The last answer did not get through; false where there is none. */
  private fail(): boolean {
    const last = this.messages.at(-1);
    if (last === undefined || last.by !== 'admin' || last.echo) return false;
    last.delivery = { ...NOT_YET, status: 'failed', failedAt: last.at + 3000 };
    return true;
  }

  private say(
    by: Message['by'],
    text: string | null,
    { media = [], note = false, echo = false, staff = null }: Partial<Message>,
  ): void {
    if (this.messages.length === MOST_MESSAGES) return;
    this.messages.push({
      conversation: this.conversation,
      index: this.messages.length,
      by,
      at: this.at,
      text: text === null ? null : this.fill(text),
      note,
      staff,
      echo,
      media,
      delivery: null,
      reaction: null,
    });
    // A note among staff is no part of the conversation's figures.
    if (!note) this.conversation.updatedAt = this.at;
  }

  private fill(text: string): string {
    return fill(text, this.tenant, this.conversation);
  }

  private to(status: Status, by: number | null, reason: string | null): void {
    const { conversation } = this;
    this.record({ change: 'status', from: conversation.status, to: status, by, reason }, this.at);
    const finishes = status === 'resolved' || status === 'archived';
    if (finishes && conversation.status !== 'resolved') conversation.closedAt = this.at;
    conversation.status = status;
    conversation.statusNote = reason;
    conversation.snoozedUntil = null;
  }

  private assign(to: number | null, by: number | null, reason: string | null, at: number): void {
    const { conversation } = this;
    if (to === null || to === conversation.assignedTo) return;
    this.record({ change: 'assignment', fromUser: conversation.assignedTo, toUser: to, by, reason }, at);
    conversation.assignedTo = to;
    conversation.assignmentNote = reason;
  }

  private record(change: Partial<Change> & Pick<Change, 'change' | 'by' | 'reason'>, at: number): void {
    this.changes.push({
      conversation: this.conversation,
      index: this.changes.length,
      from: null,
      to: null,
      fromUser: null,
      toUser: null,
      at,
      ...change,
    });
    this.conversation.updatedAt = Math.max(this.conversation.updatedAt, at);
  }

  /** Lets time pass; false when the story ends before. Staff works from eight to eight. */
  private pass(after: number, staff = false): boolean {
    const at = this.at + after;
    const next = staff ? officeHours(this.tenant, at) : at;
    this.over ||= next > this.tenant.until - MINUTE;
    if (!this.over) this.at = next;
    return !this.over;
  }

  /** Some minutes, few rather than many. */
  private wait(least: number, most: number): number {
    return (least * 60 + Math.floor(this.draw.unit() ** 2 * (most - least) * 60)) * 1000;
  }

  /** What the network reports of our messages. */
  private deliver(): void {
    const { draw, tenant, who } = this;
    for (const message of this.messages) {
      if (message.by === 'user' || message.note) continue;
      const kind = draw.unit();
      const steps = [draw.integer(1, 4), draw.integer(2, 12), Math.floor(draw.unit() ** 2 * 5_400) + 5];
      if (message.delivery !== null) continue;
      if (who.running === 'queued') {
        message.delivery = NOT_YET;
        continue;
      }
      // By the clock of the network, which knows an echo before we do.
      const sentAt = message.at + (message.echo ? -2000 : (steps[0] as number) * 1000);
      const deliveredAt = sentAt + (steps[1] as number) * 1000;
      const answer = this.messages.find((each) => each.by === 'user' && each.at > message.at)?.at;
      const readAt = Math.max(
        deliveredAt,
        Math.min(deliveredAt + (steps[2] as number) * 1000, (answer ?? Infinity) - 5000),
      );
      const reached =
        who.network === 'email'
          ? kind < 0.7
            ? 2
            : 1
          : who.running === 'answered' || readAt > tenant.until - MINUTE
            ? 2
            : answer !== undefined || kind < 0.8
              ? 3
              : kind < 0.96
                ? 2
                : 1;
      message.delivery = {
        status: reached === 3 ? 'read' : reached === 2 ? 'delivered' : 'sent',
        sentAt,
        deliveredAt: reached >= 2 ? deliveredAt : null,
        readAt: reached === 3 ? readAt : null,
        failedAt: null,
      };
    }
  }

  private react(): void {
    const { draw, tenant, who } = this;
    if (who.network === 'email') return;
    for (const message of this.messages) {
      const theirs = message.by === 'admin' && message.delivery?.readAt != null;
      const chance = theirs ? 0.16 : message.by === 'user' && message.index > 1 ? 0.12 : 0;
      if (!draw.chance(chance)) continue;
      const at = (message.delivery?.readAt ?? message.at) + draw.integer(3, 120) * 1000;
      const removedAt = draw.chance(0.08) ? at + draw.integer(2, 60) * 1000 : null;
      if (at > tenant.until - 2 * MINUTE) continue;
      // Staff does so by day.
      if (!theirs && (this.conversation.assignedTo === null || daytimeFrom(tenant, at, 7, 21) > at)) continue;
      message.reaction = {
        theirs,
        user: theirs ? null : this.conversation.assignedTo,
        value: draw.pick(REACTIONS),
        at,
        removedAt,
      };
    }
  }
}

/** Puts names, wares and numbers into a text. */
export function fill(words: string, tenant: DemoTenant, { who, plan }: Conversation): string {
  const text = say(tenant, words);
  if (!text.includes('{')) return text;
  const wares = phrasesOf(tenant).wares[tenant.trade];
  const ware = wares[
    variantOf(tenant, who.number * MOST_CONVERSATIONS + plan.index) % wares.length
  ] as string;
  return text
    .replaceAll('{order}', plan.orderNumber ?? '')
    .replaceAll('{first}', who.firstName)
    .replaceAll('{shop}', tenant.name)
    .replaceAll('{ware}', ware);
}

/** Which of the ways of saying a thing a conversation takes. */
const variantOf = keyed('omnichannel_conversation.variant', (draw) => draw.integer(0, 59));

/** Somebody answers from eight to eight, every day. */
const officeHours = (tenant: DemoTenant, moment: number) => daytimeFrom(tenant, moment, 8, 20);

const NOT_YET: Delivery = { status: 'queued', sentAt: null, deliveredAt: null, readAt: null, failedAt: null };

/** Topics in which our answer is a question. */
const ASKS_BACK: ReadonlySet<Topic> = new Set(['address', 'damage', 'wish', 'stock']);

/** Topics that need no note among staff. */
const SMALL_TALK: ReadonlySet<Topic> = new Set(['hours', 'praise', 'job']);

const REACTIONS = ['👍', '❤️', '😊', '🙏', '😮'];
