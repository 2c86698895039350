import { type Deed, managerFrom } from '@erp/demo-world/roster';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { type Draw, keyed, weights } from '@erp/kit/draw';
import { DAY, HOUR, momentOf } from '@erp/kit/moment';
import { inBritish } from '@erp/kit/translations';
import { wordsOf } from '@erp/kit/words';
import { wareCount } from './assortment.ts';
import { REVIEW_TEXTS, type ReviewTexts } from './texts/reviews.ts';

/** What somebody says of a product. */
export interface Review {
  readonly number: number;
  /** Number of the product. */
  readonly product: number;
  readonly rating: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly writtenAt: number;
  readonly status: 'pending' | 'approved' | 'rejected' | 'hidden';
  /** When it was approved, rejected or hidden. */
  readonly judgedAt: number | undefined;
  readonly approvedAt: number | undefined;
  /** Who judges it. */
  readonly moderator: number | null;
  /** When the same person wrote another one about the same product. */
  readonly supersededAt: number | undefined;
}

/** Reviews in one unit of scale; an even number, because some come in pairs. */
export function reviewCount(tenant: DemoTenant): number {
  return Math.ceil(tenant.customers * 0.3) * 2;
}

/** Every other review may be the first word of two: the second one follows and takes its place. */
export function reviewOf(tenant: DemoTenant, number: number): Review {
  const second = number % 2 === 1 && isFollowed(tenant, number - 1);
  const first = number % 2 === 0 && isFollowed(tenant, number);
  const { product, firstName, lastName } = writerOf(tenant, second ? number - 1 : number);
  const { rating } = verdictOf(tenant, number);
  const status = number % 18 === 5 ? 'rejected' : number % 24 === 9 ? 'hidden' : 'approved';
  const writtenAt = writtenMoment(tenant, number);
  const { at: moderatedAt, by: moderator } = moderation(tenant, number);
  const waits = isLatest(tenant, number) || moderatedAt >= tenant.until;
  const known = waits ? 'pending' : first || second ? 'approved' : status;
  return {
    number,
    product,
    rating,
    firstName,
    lastName,
    writtenAt,
    status: known,
    judgedAt: known === 'pending' ? undefined : moderatedAt,
    approvedAt: known === 'approved' || known === 'hidden' ? moderatedAt : undefined,
    moderator,
    supersededAt: first ? writtenMoment(tenant, number + 1) : undefined,
  };
}

function writtenMoment(tenant: DemoTenant, number: number): number {
  const count = reviewCount(tenant);
  return momentOf(tenant, 0.05 + (0.95 * ((number % count) + 0.5)) / count);
}

/** The manager looks at it, after a leave if need be: a product says who changed it last, at every scale the same. */
function moderation(tenant: DemoTenant, number: number): Deed {
  const manager = staffWithRole(tenant, 'manager');
  let deed = managerFrom(tenant, writtenMoment(tenant, number) + verdictOf(tenant, number).after);
  while (deed.by !== manager && deed.at < tenant.until) deed = managerFrom(tenant, deed.at + DAY);
  return deed;
}

/** The last few of a unit of scale have not been looked at yet. */
function isLatest(tenant: DemoTenant, number: number): boolean {
  const count = reviewCount(tenant);
  return number % count >= count - 4;
}

function isFollowed(tenant: DemoTenant, number: number): boolean {
  return (
    !isLatest(tenant, number) &&
    isFirstOfTwo(tenant, number) &&
    moderation(tenant, number).at < writtenMoment(tenant, number + 1)
  );
}

const isFirstOfTwo = keyed('product_review.first_of_two', (draw) => draw.chance(0.05));

const writerOf = keyed('product_review.writer', (draw, tenant) => {
  const words = wordsOf(tenant);
  return {
    product: draw.skewed(wareCount(tenant)),
    firstName: draw.pick(words.firstNames),
    lastName: draw.pick(words.lastNames),
  };
});

const verdictOf = keyed('product_review.verdict', (draw) => ({
  rating: draw.weighted(STARS),
  after: Math.floor((1 + 71 * draw.unit()) * HOUR),
}));

const STARS = weights([
  [5, 54],
  [4, 28],
  [3, 10],
  [2, 5],
  [1, 3],
]);

/** What a review says: one of each part, in the language of the tenant. */
export function reviewWords(
  tenant: DemoTenant,
  rating: number,
  draw: Draw,
): { readonly title: string; readonly comment: string } {
  const texts = REVIEW_TEXTS[tenant.locale.slice(0, 2)] ?? (REVIEW_TEXTS.en as ReviewTexts);
  const one = (part: Readonly<Record<number, readonly string[]>>) => draw.pick(part[rating] ?? ['']);
  const goods = one(texts.goods);
  const title = one(texts.titles);
  const comment = draw.chance(0.8) ? `${goods} ${one(texts.rest)}` : goods;
  return tenant.locale === 'en-GB' ? { title, comment: inBritish(comment) } : { title, comment };
}
