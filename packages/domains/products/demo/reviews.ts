import { type Deed, managerFrom } from '@erp/demo-world/roster';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { type Draw, keyed, weights } from '@erp/kit/draw';
import { DAY, HOUR, momentOf } from '@erp/kit/moment';
import { inBritish } from '@erp/kit/translations';
import { wordsOf } from '@erp/kit/words';
import { articleOf, wareCount } from './assortment.ts';
import { REVIEW_TEXTS, type ReviewTexts } from './texts/reviews.ts';

/** Stars. */
type Rating = 1 | 2 | 3 | 4 | 5;

/** What somebody says of a product. */
export interface Review {
  readonly number: number;
  /** Number of the product. */
  readonly product: number;
  readonly rating: Rating;
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

/** What stands above a review, in the language of the tenant: some name what it is about. */
export function reviewTitle(tenant: DemoTenant, { product, rating }: Review, draw: Draw): string {
  const title = said(tenant, draw.pick(textsOf(tenant).titles[rating]));
  return draw.chance(0.3) ? `${articleOf(tenant, product).name}: ${title}` : title;
}

/** What a review says, in the language of the tenant: of the goods, and mostly of why they were bought and of the shop. */
export function reviewComment(tenant: DemoTenant, review: Review, draw: Draw): string {
  const { occasions, rest } = textsOf(tenant);
  const { rating } = review;
  const goods = said(tenant, ofGoods(tenant, review, draw));
  const occasion = said(tenant, draw.pick(occasions[rating]));
  const shop = said(tenant, draw.pick(rest[rating]));
  return draw
    .weighted(LENGTHS)
    .map((part) => ({ goods, occasion, shop })[part])
    .join(' ');
}

/** Parts of a comment: the more of them, the fewer comments are alike. */
const LENGTHS = weights([
  [['goods', 'occasion', 'shop'], 72],
  [['goods', 'occasion'], 13],
  [['goods', 'shop'], 13],
  [['goods'], 2],
]);

/** A sentence that fits the goods: now and then one that fits only these. */
function ofGoods(tenant: DemoTenant, { product, rating }: Review, draw: Draw): string {
  const { goods, groups, lines } = textsOf(tenant);
  const code = articleOf(tenant, product).line?.code ?? '';
  const { praise, doubts } = lines[code] ?? { praise: [], doubts: [] };
  const own = rating >= 4 ? praise : rating >= 2 ? doubts : [];
  const others = groups.filter((group) => group.lines.includes(code)).flatMap((group) => group.goods[rating]);
  return draw.chance(0.4) && own.length > 0 ? draw.pick(own) : draw.pick([...goods[rating], ...others]);
}

function textsOf(tenant: DemoTenant): ReviewTexts {
  return REVIEW_TEXTS[tenant.locale.slice(0, 2)] ?? (REVIEW_TEXTS.en as ReviewTexts);
}

/** Part by part: what is put together of them is hardly said twice. */
function said(tenant: DemoTenant, text: string): string {
  return tenant.locale === 'en-GB' ? inBritish(text) : text;
}
