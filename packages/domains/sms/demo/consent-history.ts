import { standIn } from '@erp/demo-world/roster';
import { anyStaff, type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { phrasesOf } from './phrases.ts';
import type { SmsContact } from './sms-contacts.ts';

/** Texts to everybody who wants them, in the whole story. */
export const CAMPAIGNS = 9;

/** What somebody said about being texted. */
export interface Consent {
  readonly consent: 'opted_in' | 'opted_out';
  readonly source: 'keyword' | 'form' | 'call' | 'import' | 'staff' | 'provider';
  readonly wording: string | null;
  readonly recordedBy: number | null;
  /** When they said so, and when it was recorded; moments in milliseconds since 1970. */
  readonly at: number;
  readonly recordedAt: number;
}

/** When a campaign goes out: at what time of day depends on whom it goes to. */
export function campaignDay(tenant: DemoTenant, campaign: number): number {
  const at = tenant.since + ((campaign + 0.6) / CAMPAIGNS) * (tenant.until - tenant.since - 10 * DAY);
  return Math.floor(at / DAY) * DAY;
}

/** The same moment, or the next one at which the recipient may be texted. */
export function whenOpen({ open: [from, until] }: Pick<SmsContact, 'open'>, moment: number): number {
  const ofDay = moment % DAY;
  // Half an hour is left for what is under way.
  if (ofDay >= from * HOUR && ofDay < until * HOUR - 30 * MINUTE) return moment;
  const next = ofDay < from * HOUR ? 0 : 1;
  return (Math.floor(moment / DAY) + next) * DAY + from * HOUR + (moment % (40 * MINUTE));
}

/** The same moment, or the last one before it at which the recipient may be texted. */
export function lastOpen({ open: [from, until] }: Pick<SmsContact, 'open'>, moment: number): number {
  const ofDay = moment % DAY;
  if (ofDay >= from * HOUR && ofDay < until * HOUR - 30 * MINUTE) return moment;
  const last = ofDay < from * HOUR ? 1 : 0;
  return (Math.floor(moment / DAY) - last) * DAY + until * HOUR - 40 * MINUTE;
}

/** What a contact said about being texted, in the order of time. */
export function consentsOf(tenant: DemoTenant, who: SmsContact): readonly Consent[] {
  const { first, later, leaves, stays, said, back, wait, by } = drawConsent(tenant, who.number);
  const phrases = phrasesOf(tenant);
  const made: Consent[] = [];
  const say = (
    consent: Consent['consent'],
    source: Consent['source'],
    wording: string | null,
    at: number,
  ): void => {
    const late = source === 'import' ? 2 * DAY : source === 'staff' || source === 'call' ? 12 * MINUTE : 0;
    if (at + late > tenant.until - HOUR) return;
    const recordedBy =
      source === 'staff' || source === 'call'
        ? standIn(tenant, by, at + late)
        : source === 'import'
          ? staffWithRole(tenant, 'admin')
          : null;
    made.push({ consent, source, wording, recordedBy, at, recordedAt: at + late });
  };
  const since = who.person?.boughtAt ?? who.person?.knownSince;
  if (since === undefined || (who.person?.customer === undefined && !stays)) return made;
  if (first < 0.7 || who.running !== undefined) say('opted_in', 'form', phrases.consent, since);
  else if (first < 0.86)
    say('opted_in', later, later === 'keyword' ? 'START' : null, whenOpen(who, since + (20 + wait) * DAY));
  const [joined] = made;
  if (joined === undefined || who.running !== undefined || leaves > 0.3) return made;
  // Some time after one of the campaigns that they get.
  const coming: number[] = [];
  for (let campaign = 0; campaign < CAMPAIGNS; campaign += 1) {
    if (campaignDay(tenant, campaign) > joined.recordedAt) coming.push(campaignDay(tenant, campaign));
  }
  const tired = coming[Math.floor((leaves / 0.3) * coming.length)];
  if (tired === undefined) return made;
  const refusal = phrases.refusals[who.number % phrases.refusals.length] as string;
  const due = tired + (22 + wait / 10) * HOUR + (who.number % 3000) * 1000;
  // Who says so to somebody does by day.
  const left = said === 'staff' || said === 'call' ? whenOpen(who, due) : due;
  say(
    'opted_out',
    said,
    said === 'keyword' ? 'STOP' : said === 'provider' ? null : refusal,
    Math.floor(left / 1000) * 1000,
  );
  if (made.length === 2 && back < 0.25) {
    say(
      'opted_in',
      back < 0.15 ? 'keyword' : 'staff',
      back < 0.15 ? 'START' : null,
      whenOpen(who, (made[1] as Consent).at + (5 + wait) * DAY),
    );
  }
  return made;
}

const drawConsent = keyed('sms_consent_log.course', (draw, tenant) => ({
  first: draw.unit(),
  later: draw.weighted(LATER),
  leaves: draw.unit(),
  stays: draw.chance(0.5),
  said: draw.weighted(SAID),
  back: draw.unit(),
  wait: draw.integer(0, 40),
  by: anyStaff(tenant, draw),
}));

const LATER = weights<Consent['source']>([
  ['keyword', 30],
  ['staff', 30],
  ['call', 25],
  ['import', 15],
]);
const SAID = weights<Consent['source']>([
  ['keyword', 60],
  ['call', 14],
  ['staff', 10],
  ['provider', 8],
  ['form', 8],
]);

/** Whether somebody had agreed, refused, or said nothing, as far as was known at a moment. */
export function consentAt(consents: readonly Consent[], moment: number): Consent['consent'] | 'unknown' {
  let known: Consent['consent'] | 'unknown' = 'unknown';
  for (const { consent, at, recordedAt } of consents) {
    // Who refuses is left alone from that moment on, even if it was recorded later.
    if (moment >= (consent === 'opted_out' ? at : recordedAt)) known = consent;
  }
  return known;
}
