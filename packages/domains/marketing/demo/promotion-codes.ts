import { officeHour } from '@erp/demo-world/office-hours';
import { firstPurchase } from '@erp/demo-world/sales-clock';
import { type DemoTenant, perTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, HOUR } from '@erp/kit/moment';
import { type Offer, offerFor } from './promotion-offers.ts';
import type { OfferKey } from './promotion-texts.ts';

/** A code as it was given out. Moments in milliseconds since 1970. */
export interface Code {
  readonly offer: Offer;
  readonly code: string;
  /** Number of the one customer who may use it, from 0; undefined for a code for all. */
  readonly customer?: number;
  readonly limit?: number;
  readonly startsAt?: number;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
  readonly deletedAt?: number;
  readonly createdAt: number;
}

/** The code for all of each promotion that has one. */
const WORDS: readonly (readonly [OfferKey, string])[] = [
  ['newsletter', 'READER5'],
  ['friends', 'FRIENDS10'],
  ['regulars', 'REGULAR15'],
  ['summer', 'SUMMER20'],
  ['autumn', 'AUTUMN15'],
  ['tiers', 'MERRIER'],
  ['pair', 'PAIR10'],
  ['more_of_it', 'SPRING'],
  ['prices', 'MONTHLY'],
  ['extra', 'EXTRA50'],
  ['bundle', 'TOGETHER'],
  ['anniversary', 'BIRTHDAY'],
];

/** Codes for all, by place; places stay as they are. */
const sharedCodes = perTenant((tenant): readonly Code[] => {
  const codes = WORDS.map(([key, code]): Code => {
    const offer = offerFor(tenant, key);
    if (key === 'friends') return { offer, code, createdAt: offer.createdAt, revokedAt: leakedAt(tenant) };
    if (key === 'anniversary') return { offer, code, createdAt: offer.createdAt, revokedAt: offer.changedAt };
    return { offer, code, createdAt: offer.createdAt };
  });
  const friends = offerFor(tenant, 'friends');
  const again = leakedAt(tenant) - 2 * HOUR;
  codes.push(
    { offer: friends, code: 'FRIEDNS-10', createdAt: again, deletedAt: again + HOUR },
    { offer: friends, code: 'TO-FRIENDS-10', createdAt: leakedAt(tenant), startsAt: leakedAt(tenant) },
  );
  return codes;
});

/** When the code for friends stood in a forum, was called in, and friends got another one. */
function leakedAt(tenant: DemoTenant): number {
  return officeHour(tenant, tenant.since + (tenant.until - tenant.since) * 0.55, 13);
}

/** How long the code that a customer gets after the first order is good for. */
const THANKS_DAYS = 90;
const THANKS_AFTER = 2 * HOUR;

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What nobody guesses, of two codes. */
const tailsOf = keyed('mkt_promotion_codes.tails', (draw) =>
  [0, 1].map(() => Array.from({ length: 8 }, () => LETTERS[draw.integer(0, LETTERS.length - 1)]).join('')),
);

/** The codes of a customer; and of the first ones, one for all beside them. */
export function codesOf(tenant: DemoTenant, customer: number): readonly Code[] {
  const first = firstPurchase(tenant, customer);
  const [welcome, thanks] = tailsOf(tenant, customer);
  const shared = sharedCodes(tenant)[customer];
  const own: readonly Code[] = [
    {
      offer: offerFor(tenant, 'welcome'),
      code: `HELLO-${customer + 1}-${welcome}`,
      customer,
      limit: 1,
      createdAt: first,
    },
    {
      offer: offerFor(tenant, 'thanks'),
      code: `THANKS-${customer + 1}-${thanks}`,
      customer,
      createdAt: first + THANKS_AFTER,
      expiresAt: first + THANKS_DAYS * DAY,
    },
  ];
  return shared === undefined ? own : [...own, shared];
}

/** Whether the code that a customer got after the first order is good at a moment. */
export function isThankYou(tenant: DemoTenant, customer: number, moment: number): boolean {
  const after = moment - firstPurchase(tenant, customer);
  return after >= THANKS_AFTER && after < THANKS_DAYS * DAY;
}

/**
 * The code that a customer names to get a promotion at a moment, by whose codes it is among and its place there;
 * undefined where none is needed.
 */
export function codeFor(
  tenant: DemoTenant,
  key: OfferKey,
  customer: number,
  moment: number,
): readonly [customer: number, index: number] | undefined {
  if (key === 'welcome') return [customer, 0];
  if (key === 'thanks') return [customer, 1];
  const place =
    key === 'friends' && moment >= leakedAt(tenant)
      ? sharedCodes(tenant).length - 1
      : WORDS.findIndex(([word]) => word === key);
  return place < 0 ? undefined : [place, 2];
}
