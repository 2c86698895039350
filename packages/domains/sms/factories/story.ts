import { anyStaff, type DemoTenant } from '@erp/kit/demo-tenant';
import { type Draw, keyed } from '@erp/kit/draw';
import { DAY, day, HOUR, MINUTE } from '@erp/kit/moment';
import { type Consent, firstConsent, keywordConsent, otherOptOut } from './consents.ts';
import { deliveryOf, type Text } from './delivery.ts';
import type { Line } from './dialogues.ts';
import { outsideQuietHours } from './quiet-hours.ts';
import { type Scene, scenesOf } from './scenes.ts';
import { OFFER_NUMBER, TALK_NUMBER } from './sender-phone-numbers.ts';
import { SERVICE } from './service-accounts.ts';
import { type Talk, talksOf } from './talks.ts';
import { type Texter, texter } from './texters.ts';

/** Everything between us and a contact. */
export interface Story {
  readonly texter: Texter;
  readonly consents: readonly Consent[];
  /** In the order in which they were said. */
  readonly texts: readonly Text[];
  readonly talks: readonly Talk[];
}

/** Room for the numbers of the texts of a contact. */
export const MOST_TEXTS = 48;

/** The story of the contact with a number, counted from 0: nothing is said that consent or the hour forbid. */
export const storyOf = keyed('sms_contacts.story', (draw, tenant, number): Story => {
  const someone = texter(tenant, number);
  const told = new Teller(tenant, draw, someone);
  for (const scene of scenesOf(tenant, draw, someone)) told.play(scene);
  return {
    texter: someone,
    consents: told.consents,
    texts: told.texts,
    talks: talksOf(tenant, told.texts, number),
  };
});

/** Plays scenes one after the other, by the clock and the wishes of the contact. */
class Teller {
  readonly consents: Consent[] = [];
  readonly texts: Text[] = [];
  private readonly tenant: DemoTenant;
  private readonly draw: Draw;
  private readonly someone: Texter;
  private now: number;

  constructor(tenant: DemoTenant, draw: Draw, someone: Texter) {
    this.tenant = tenant;
    this.draw = draw;
    this.someone = someone;
    this.now = someone.since + 10 * MINUTE;
    const first = firstConsent(tenant, someone);
    if (first !== undefined) this.consents.push(first);
  }

  play(scene: Scene): void {
    const holds = this.consents.at(-1)?.consent;
    const offer = scene.service === 'campaign' || scene.service === 'marketing';
    if (scene.end !== 'start') {
      if (holds === 'opted_out' || (offer && holds !== 'opted_in')) return;
    } else if (holds !== 'opted_out') return;
    this.now = Math.max(this.now + 30 * MINUTE, scene.at);
    const user = offer || scene.service === 'transactional' ? null : anyStaff(this.tenant, this.draw);
    for (const [index, line] of scene.lines.entries()) {
      if (index > 0) this.now += this.pause(line);
      const last = index === scene.lines.length - 1 ? scene.last : undefined;
      if (!this.say(scene, line, user, last)) return;
    }
    this.close(scene);
  }

  /** Says a line, unless the story ends before. */
  private say(scene: Scene, line: Line, userId: number | null, last: Scene['last']): boolean {
    const { tenant, someone, draw } = this;
    const offer = scene.service === 'campaign' || scene.service === 'marketing';
    // A text that waits for its hour is written now.
    if (last !== 'queued') this.now = outsideQuietHours(someone.quiet, this.now);
    if (this.now > tenant.until - (last === 'sending' ? 0 : 5 * MINUTE) || this.texts.length >= MOST_TEXTS) {
      return false;
    }
    this.texts.push({
      number: someone.number,
      index: this.texts.length,
      line: offer ? OFFER_NUMBER : TALK_NUMBER,
      inbound: line.by === 'them',
      body: this.words(line.text),
      photo: line.photo === true,
      service: line.by === 'them' ? null : SERVICE[scene.service],
      userId: line.by === 'them' ? null : userId,
      at: this.now,
      ...deliveryOf(tenant, draw, someone, { inbound: line.by === 'them', at: this.now, last }),
    });
    return true;
  }

  /** How long the next line takes: a few minutes for us, a little longer for them. */
  private pause(line: Line): number {
    return this.draw.integer(4, line.by === 'us' ? 90 : 200) * MINUTE + this.draw.integer(0, 59) * 1000;
  }

  private words(text: string): string {
    const { person } = this.someone;
    const shop = this.tenant.name;
    return text
      .replace(' {name}', person === undefined ? '' : ` ${person.firstName}`)
      .replace('{shop}', shop)
      .replace('{day}', person?.boughtAt === undefined ? 'last week' : day(person.boughtAt));
  }

  private close(scene: Scene): void {
    const { tenant, draw } = this;
    if (scene.end === undefined) return;
    if (scene.end === 'opt_out') {
      this.consents.push(otherOptOut(tenant, draw, this.now));
      return;
    }
    const word = scene.end === 'stop' ? draw.pick(['STOP', 'Stop', 'Stop.']) : 'START';
    const heard: Scene = { at: this.now, service: 'campaign', lines: [] };
    if (scene.end === 'stop') {
      // One more was queued for the next day: the opt-out catches it in the outbox.
      const stopAt = outsideQuietHours(this.someone.quiet, this.now + 2 * HOUR);
      if (stopAt > tenant.until - DAY) return;
      this.now += 40 * MINUTE;
      if (!this.say(heard, { by: 'us', text: 'Last chance: the offer ends tomorrow.' }, null, undefined))
        return;
      const waiting = this.texts.at(-1);
      this.now = Math.max(stopAt, this.now + 20 * MINUTE);
      if (!this.say(heard, { by: 'them', text: word }, null, undefined)) return;
      if (waiting !== undefined) {
        this.texts[waiting.index] = {
          ...waiting,
          status: 'cancelled',
          error: 'opted_out',
          sentAt: null,
          deliveredAt: null,
          readAt: null,
          failedAt: null,
          attempts: 0,
          changedAt: this.now,
        };
      }
    } else if (!this.say(heard, { by: 'them', text: word }, null, undefined)) return;
    this.consents.push(keywordConsent(scene.end === 'stop' ? 'opted_out' : 'opted_in', word, this.now));
  }
}
