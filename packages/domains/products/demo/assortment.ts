import { officeTime } from '@erp/demo-world/roster';
import { type DemoTenant, perTenant, type Trade } from '@erp/kit/demo-tenant';
import { type Draw, keyed, weights } from '@erp/kit/draw';
import { DAY } from '@erp/kit/moment';
import type { Assortment, Part, ProductLine, Stone } from './assortments/assortment.ts';
import { food } from './assortments/food.ts';
import { homeGoods } from './assortments/home-goods.ts';
import { jewelry } from './assortments/jewelry.ts';
import { costOfParts } from './material-costs.ts';
import { HOME_GOODS_DE } from './texts/assortment-de.ts';
import { FOOD_EL } from './texts/assortment-el.ts';
import { say } from './texts/words.ts';
import { translateAssortment } from './translate-assortment.ts';

/** A product as all tables of the catalog, of stock and of sales see it. Amounts in cents. */
export interface Article {
  /** Counted from 0. */
  readonly number: number;
  readonly sku: string;
  readonly name: string;
  readonly type: ProductLine['type'] | Stone['kind'];
  readonly status: 'draft' | 'publish' | 'updated' | 'do_not_import';
  /** Undefined for what is not sold as it is. */
  readonly line: ProductLine | undefined;
  readonly stone: Stone | undefined;
  /** Name of its category. */
  readonly category: string;
  readonly preOrder: boolean;
  /** Its prices since it is there, the first one included. */
  readonly prices: readonly Price[];
  /** In what its variants differ; undefined without variants. */
  readonly variants: readonly Variant[];
  /** What a set consists of: numbers of products, and pieces. */
  readonly contents: readonly (readonly [article: number, pieces: number])[];
  readonly taxClass: 'standard' | 'reduced';
  readonly createdAt: number;
  readonly publishedAt: number | undefined;
  readonly deletedAt: number | undefined;
}

/** What a product costs from a moment on. */
interface Price {
  readonly from: number;
  readonly list: number;
  /** Price at which it is sold, where that is not the list price. */
  readonly sale: number | undefined;
}

/** A variant of a product. */
export interface Variant {
  readonly index: number;
  readonly sku: string;
  readonly options: Readonly<Record<string, string>>;
  /** What it costs more than the product. */
  readonly surcharge: number;
  /** What it needs besides the parts of the product. */
  readonly parts: readonly Part[];
}

/** What a line of a sale takes. */
export interface Ware {
  /** Number of the product, from 0. */
  readonly product: number;
  /** Place of the variant among its siblings, from 0; undefined for a product without variants. */
  readonly variant: number | undefined;
  readonly sku: string;
  readonly name: string;
  /** What was chosen; undefined for a product without variants. */
  readonly options: Readonly<Record<string, string>> | undefined;
  /** Whether it is made to order, and never lies in stock. */
  readonly bespoke: boolean;
  /** Net price of one piece at that time, in cents. */
  readonly cents: number;
  readonly taxClass: 'standard' | 'reduced';
  /** In percent. */
  readonly taxRate: number;
}

/** The most variants that a product has. */
export const MOST_VARIANTS = 4;

/** What there is to know of the tenant's trade. */
export function assortmentOf(tenant: DemoTenant): Assortment {
  return assortmentIn(tenant);
}

/** Products of a tenant, sold or not; the same at every scale. */
export function articleCount(tenant: DemoTenant): number {
  return plansOf(tenant).length;
}

/** A product of a tenant. */
export function articleOf(tenant: DemoTenant, number: number): Article {
  return articlesOf(tenant)[number] ?? makeArticle(tenant, number);
}

/** Products that are in the shop: the first ones. */
export function wareCount(tenant: DemoTenant): number {
  return shelvesOf(tenant).length;
}

/**
 * A product of the shop as it was sold at a moment, the popular ones first.
 *
 * @param draw chooses the variant.
 */
export function wareOf(tenant: DemoTenant, ware: number, moment: number, draw: Draw): Ware {
  const shelf = shelvesOf(tenant)[ware] as Shelf;
  const tags = shelf.length === 1 ? shelf[0] : shelf[draw.skewed(shelf.length, 1.4)];
  let at = (tags as readonly PriceTag[]).length - 1;
  while (at > 0 && ((tags as readonly PriceTag[])[at] as PriceTag).from > moment) at -= 1;
  return ((tags as readonly PriceTag[])[at] as PriceTag).ware;
}

/** The price of a product, or of one of its variants, by a price of the product. */
export function priceOf(price: Price, variant?: Variant): number {
  // A variant that has a list price of its own does not follow the sale.
  if (variant !== undefined && variant.surcharge > 0) return price.list + variant.surcharge;
  return price.sale ?? price.list;
}

/** The price that holds at the end of the story. */
export function priceNow(article: Article): Price {
  return article.prices.at(-1) as Price;
}

/** What one piece costs the tenant, in hundredths of a cent. */
export function costOf(tenant: DemoTenant, article: Article, variant?: Variant): number {
  const parts = [...(article.line?.parts ?? []), ...(variant?.parts ?? [])];
  if (parts.length > 0) return costOfParts(assortmentOf(tenant).materials, parts);
  const first = (article.prices[0] as Price).list + (variant?.surcharge ?? 0);
  return Math.round(first * margin(tenant, article.number)) * 100;
}

/** Whether it is made from material, or bought ready-made. */
export function isMade(article: Article): boolean {
  return article.line?.parts !== undefined || article.line?.axis?.parts !== undefined;
}

/** Whether pieces of it lie in stock: sets and bespoke work never do. */
export function isStocked(article: Article): boolean {
  return (
    article.type !== 'set' &&
    article.type !== 'custom' &&
    article.deletedAt === undefined &&
    article.status !== 'draft'
  );
}

const ASSORTMENTS: Record<Trade, Assortment> = { jewelry, home_goods: homeGoods, food };

/** In the language of the tenant, as far as there are words. */
const assortmentIn = perTenant(
  (tenant): Assortment => translateAssortment(ASSORTMENTS[tenant.trade], wordsFor(tenant)),
);

/** What a tenant says for a word of its assortment. */
export function wordOf(tenant: DemoTenant, word: string): string {
  return wordsFor(tenant)[word] ?? word;
}

const wordsFor = ({ trade, locale }: DemoTenant) => WORDS[`${trade} ${locale.slice(0, 2)}`] ?? {};

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'food el': FOOD_EL,
  'home_goods de': HOME_GOODS_DE,
};

/** A product before anything was drawn for it. */
interface Plan {
  readonly name: string;
  readonly code: string;
  readonly line: ProductLine | undefined;
  readonly stone: Stone | undefined;
  readonly fate: 'sold' | 'draft' | 'kept_out' | 'given_up';
}

/** The lines take turns, so that the popular products are of all kinds. */
const plansOf = perTenant((tenant): readonly Plan[] => {
  const { lines, stones, drafts, keptOut, givenUp } = assortmentOf(tenant);
  const plans: Plan[] = [];
  const rounds = Math.max(...lines.map((line) => line.names.length));
  for (let round = 0; round < rounds; round += 1) {
    for (const line of lines) {
      const name = line.names[round];
      if (name !== undefined) plans.push({ name, code: line.code, line, stone: undefined, fate: 'sold' });
    }
  }
  for (const stone of stones) {
    plans.push({ name: stone.name, code: 'LS', line: undefined, stone, fate: 'sold' });
  }
  const ready = lines.find((line) => line.type === 'standard' && line.parts === undefined) as ProductLine;
  for (const [names, fate] of [
    [drafts, 'draft'],
    [keptOut, 'kept_out'],
    [givenUp, 'given_up'],
  ] as const) {
    for (const name of names) plans.push({ name, code: ready.code, line: ready, stone: undefined, fate });
  }
  return plans;
});

const articlesOf = perTenant((tenant): readonly Article[] =>
  plansOf(tenant).map((_plan, number) => makeArticle(tenant, number)),
);

const margin = keyed('product.margin', (draw) => 0.38 + 0.14 * draw.unit());

/** Numbers behind the last one are made alike, for rows that tests want one by one. */
const makeArticle = keyed('product.article', (draw, tenant, number): Article => {
  const plans = plansOf(tenant);
  const { name, code, line, stone, fate } = plans[number % plans.length] as Plan;
  const { reducedTax } = assortmentOf(tenant);
  const sku = `${code}-${String(number + 1).padStart(3, '0')}`;
  const writtenAt =
    fate === 'draft' ? tenant.until - draw.integer(4, 60) * DAY : tenant.since - draw.integer(8, 28) * DAY;
  const createdAt = officeTime(tenant, writtenAt);
  const contents = line?.type === 'set' ? contentsOf(draw, plans) : [];
  const taxClass = reducedTax ? 'reduced' : 'standard';
  // Loose stones are sold by certificate, at what dealers ask among themselves.
  const net = (cents: number) => (stone === undefined ? netOf(tenant, taxClass, cents) : cents);
  const prices = (
    contents.length > 0
      ? [setPrice(tenant, contents, createdAt)]
      : pricesOf(draw, tenant, plans[number % plans.length] as Plan, createdAt)
  ).map(({ from, list, sale }) => ({ from, list: net(list), sale: sale === undefined ? sale : net(sale) }));
  return {
    number,
    sku,
    name,
    type: stone?.kind ?? (line as ProductLine).type,
    status:
      fate === 'draft'
        ? 'draft'
        : fate === 'kept_out'
          ? 'do_not_import'
          : prices.length > 1
            ? 'updated'
            : 'publish',
    line,
    stone,
    category: line?.category ?? 'Loose stones',
    preOrder: line?.preOrder === true,
    prices,
    variants: variantsOf(tenant, line, sku, net),
    contents,
    taxClass,
    createdAt,
    publishedAt: fate === 'sold' || fate === 'given_up' ? officeTime(tenant, writtenAt + DAY) : undefined,
    deletedAt:
      fate === 'given_up' ? officeTime(tenant, tenant.since + draw.integer(40, 300) * DAY) : undefined,
  };
});

function variantsOf(
  tenant: DemoTenant,
  line: ProductLine | undefined,
  sku: string,
  net: (cents: number) => number,
): readonly Variant[] {
  const { axis } = line ?? {};
  if (axis === undefined) return [];
  return axis.values.map((value, index) => ({
    index,
    sku: `${sku}-${value.replace(/[^A-Za-z0-9]/g, '').toUpperCase()}`,
    options: { [say(tenant, axis.name)]: say(tenant, value) },
    surcharge: net(axis.surcharges[index] ?? 0),
    parts: axis.parts?.[index] === undefined ? [] : [axis.parts[index]],
  }));
}

/** What customers see on the label: list prices only rise; some products are on sale when the story ends. */
function pricesOf(draw: Draw, tenant: DemoTenant, plan: Plan, createdAt: number): readonly Price[] {
  const { step, off } = assortmentOf(tenant).prices;
  const rounded = (cents: number) => Math.max(1, Math.round(cents / step)) * step - off;
  const [from, to] = plan.line?.priced?.[plan.name] ?? [plan.line?.from ?? 0, plan.line?.to ?? 0];
  let list =
    plan.stone === undefined
      ? rounded(draw.integer((from * 100) / step, (to * 100) / step) * step)
      : plan.stone.price * 100;
  const prices: Price[] = [{ from: createdAt, list, sale: undefined }];
  if (plan.fate !== 'sold' || plan.stone !== undefined) return prices;
  const length = tenant.until - tenant.since;
  for (let raise = draw.weighted(RAISES); raise > 0; raise -= 1) {
    const share = raise === 1 ? 0.5 + 0.35 * draw.unit() : 0.1 + 0.35 * draw.unit();
    list = Math.max(list + step, rounded((list * (100 + draw.integer(3, 9))) / 100));
    prices.push({ from: officeTime(tenant, tenant.since + share * length), list, sale: undefined });
  }
  prices.sort((a, b) => a.from - b.from);
  if (plan.line?.type !== 'custom' && draw.chance(0.18)) {
    const sale = Math.min(list - 5, Math.round((list * (100 - draw.pick([10, 15, 20]))) / 500) * 5);
    prices.push({ from: officeTime(tenant, tenant.until - draw.integer(6, 21) * DAY), list, sale });
  }
  return prices;
}

const RAISES = weights([
  [0, 45],
  [1, 38],
  [2, 17],
]);

/** Two or three products without variants, some of them twice. */
function contentsOf(draw: Draw, plans: readonly Plan[]): Article['contents'] {
  const fitting = plans.flatMap(({ line, fate }, number) =>
    line !== undefined && fate === 'sold' && line.axis === undefined && !NEVER_IN_SETS.has(line.type)
      ? [number]
      : [],
  );
  const chosen = new Set<number>();
  const pieces = draw.integer(2, 3);
  while (chosen.size < pieces) chosen.add(draw.pick(fitting));
  return [...chosen].map((number) => [number, draw.chance(0.3) ? 2 : 1] as const);
}

const NEVER_IN_SETS: ReadonlySet<string> = new Set(['set', 'custom']);

/** A tenth less than its contents at their first prices, which is less than they ever cost by the list; on the label. */
function setPrice(tenant: DemoTenant, contents: Article['contents'], createdAt: number): Price {
  const { step, off } = assortmentOf(tenant).prices;
  let sum = 0;
  for (const [number, pieces] of contents) {
    const { prices, taxClass } = makeArticle(tenant, number);
    sum += pieces * labelOf(tenant, taxClass, (prices[0] as Price).list);
  }
  return { from: createdAt, list: Math.floor((sum * 0.9) / step) * step - off, sale: undefined };
}

interface PriceTag {
  readonly from: number;
  readonly ware: Ware;
}

/** By variant, or once for a product without variants: what it was sold for, from when on. */
type Shelf = readonly (readonly PriceTag[])[];

const shelvesOf = perTenant((tenant): readonly Shelf[] =>
  articlesOf(tenant)
    .filter(
      ({ stone, publishedAt, deletedAt }) =>
        stone === undefined && publishedAt !== undefined && deletedAt === undefined,
    )
    .map((article) => {
      const forms = article.variants.length > 0 ? article.variants : [undefined];
      return forms.map((variant) =>
        article.prices.map((price) => ({
          from: price.from,
          ware: {
            product: article.number,
            variant: variant?.index,
            sku: variant?.sku ?? article.sku,
            name: article.name,
            options: variant?.options,
            bespoke: article.type === 'custom',
            cents: priceOf(price, variant),
            taxClass: article.taxClass,
            taxRate: TAX[tenant.country]?.[article.taxClass] ?? 0,
          },
        })),
      );
    }),
);

const TAX: Record<string, { readonly standard: number; readonly reduced: number }> = {
  DE: { standard: 19, reduced: 7 },
  GB: { standard: 20, reduced: 5 },
  GR: { standard: 24, reduced: 13 },
  US: { standard: 8.25, reduced: 2 },
};

/** Countries where a price on a label has no tax in it. */
const TAX_ON_TOP: ReadonlySet<string> = new Set(['US']);

const shareOfTax = (tenant: DemoTenant, taxClass: Article['taxClass']) =>
  TAX_ON_TOP.has(tenant.country) ? 0 : (TAX[tenant.country]?.[taxClass] ?? 0) / 100;

/** The net price of what a label says, in cents. */
function netOf(tenant: DemoTenant, taxClass: Article['taxClass'], cents: number): number {
  return Math.round(cents / (1 + shareOfTax(tenant, taxClass)));
}

/** What the label of a net price says, in cents. */
function labelOf(tenant: DemoTenant, taxClass: Article['taxClass'], cents: number): number {
  return Math.round(cents * (1 + shareOfTax(tenant, taxClass)));
}

/** When it was changed last: its price, or whether it is sold at all. */
export function changedAt(article: Article): number {
  return article.deletedAt ?? Math.max(priceNow(article).from, article.publishedAt ?? 0);
}
