import { newCustomerOf } from '@erp/demo-world/sales-clock';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { percentOf } from '@erp/kit/money';
import type { Line, Sale } from '@erp/orders/demo';
import { isFor, PAIR, specialPrices } from './promoted-products.ts';
import { MORE_OF_IT, PERCENT, stepsOf } from './promotion-benefits.ts';
import { isThankYou } from './promotion-codes.ts';
import { type Offer, offersOf } from './promotion-offers.ts';

/** The promotions by which the lines of a sale got their discounts, those with the lower number first. */
export function reasonsOf(tenant: DemoTenant, sale: Sale): ReadonlyMap<Offer, readonly Line[]> {
  const found = new Map<Offer, Line[]>();
  if (sale.discount === 0) return found;
  const running = offersOf(tenant).filter(
    ({ startsAt, endsAt, status }) =>
      (status === 'active' || status === 'ended') &&
      startsAt <= sale.orderedAt &&
      (endsAt === undefined || sale.orderedAt < endsAt),
  );
  const tried = running.toSorted((a, b) => rankOf(a) - rankOf(b));
  const given = sale.lines.filter(({ discount }) => discount > 0);
  for (const line of given) {
    const offer = tried.find((each) => gives(tenant, each, sale, line)) ?? leftOver(running);
    const lines = found.get(offer);
    if (lines === undefined) found.set(offer, [line]);
    else lines.push(line);
  }
  return new Map([...found].sort(([a], [b]) => a.number - b.number));
}

/** The one that asks for nothing. */
const leftOver = (running: readonly Offer[]) => running.find(({ key }) => key === 'last_pieces') as Offer;

/** What is for a few goes before what is for a season, and that before what always runs. */
function rankOf({ key, endsAt, number }: Offer): number {
  return (key === 'welcome' ? 0 : key === 'thanks' ? 2 : endsAt === undefined ? 3 : 1) * 100 - number;
}

/** Percent that were taken off a line. */
function percentOff(line: Line): number | undefined {
  return [5, 10, 15, 20].find((percent) => percentOf(line.subtotal, percent) === line.discount);
}

/** The lines that a promotion is for: it gives its percents on all of them. */
const linesFor = (tenant: DemoTenant, offer: Offer, sale: Sale) =>
  sale.lines.filter(({ ware }) => isFor(tenant, offer, ware.product));

/** Whether as many percent were taken off all of some lines. */
const isOff = (lines: readonly Line[], percent: number | undefined) =>
  lines.length > 0 && lines.every((line) => percentOff(line) === percent);

/** Of customers who have a code of their own, most name it; others say the one of the regulars. */
const thanked = keyed('mkt_promotion_redemptions.thanked', (draw) => draw.chance(0.7));

/** Whether a promotion that runs gives a line of a sale the discount that it got. */
function gives(tenant: DemoTenant, offer: Offer, sale: Sale, line: Line): boolean {
  const percent = percentOff(line);
  switch (offer.key) {
    case 'welcome':
      // Stands beside no other one, so that it has to account for all.
      return newCustomerOf(sale.number) !== undefined && isOff(sale.lines, PERCENT.welcome);
    case 'thanks':
      return (
        isOff(sale.lines, PERCENT.thanks) &&
        isThankYou(tenant, sale.customer, sale.orderedAt) &&
        thanked(tenant, sale.number)
      );
    case 'tiers': {
      const step = stepsOf(tenant, offer).findLast(({ from }) => sale.subtotal >= from);
      return step !== undefined && isOff(sale.lines, step.percent);
    }
    case 'pair':
      return (
        percent === PAIR.percent &&
        sale.lines.reduce((pieces, { quantity }) => pieces + quantity, 0) >= PAIR.pieces
      );
    case 'more_of_it': {
      const { pieces, percent: off } = MORE_OF_IT[tenant.trade];
      const alone = sale.lines.every(
        (each) => each.index === line.index || each.ware.product !== line.ware.product,
      );
      return alone && line.quantity % pieces === 0 && percent === off / pieces;
    }
    case 'prices':
      return specialPrices(tenant).some(
        ({ sku, price }) =>
          sku === line.ware.sku &&
          line.subtotal - Math.floor((price * line.quantity + 50) / 100) === line.discount,
      );
    default:
      return (
        isOff(linesFor(tenant, offer, sale), PERCENT[offer.key]) && reachesMinimum(tenant, offer, sale, line)
      );
  }
}

/** Whether the line is one that the promotion is for, and the goods that it is for are worth enough. */
function reachesMinimum(tenant: DemoTenant, offer: Offer, sale: Sale, line: Line): boolean {
  if (!isFor(tenant, offer, line.ware.product)) return false;
  if (offer.terms.minimum === undefined) return true;
  const worth = linesFor(tenant, offer, sale).reduce((sum, { subtotal }) => sum + subtotal, 0);
  return worth >= offer.terms.minimum;
}
