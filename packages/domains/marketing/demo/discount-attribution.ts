import { newCustomerOf } from '@erp/demo-world/sales-clock';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { percentOf } from '@erp/kit/money';
import type { Line, Sale } from '@erp/orders/demo';
import { isFor, PAIR, specialPrices } from './promoted-products.ts';
import { MORE_OF_IT, PERCENT, stepsOf } from './promotion-benefits.ts';
import { isThankYou } from './promotion-codes.ts';
import { type Offer, offersOf } from './promotion-offers.ts';

/** The promotion by which a sale got its discount; undefined where it got none. */
export function reasonOf(tenant: DemoTenant, sale: Sale): Offer | undefined {
  if (sale.discount === 0) return undefined;
  const running = offersOf(tenant).filter(
    ({ startsAt, endsAt, status }) =>
      (status === 'active' || status === 'ended') &&
      startsAt <= sale.orderedAt &&
      (endsAt === undefined || sale.orderedAt < endsAt),
  );
  const found = running.toSorted((a, b) => rankOf(a) - rankOf(b)).find((each) => gives(tenant, each, sale));
  if (found === undefined) throw new Error(`No promotion gives sale ${sale.number} its discount.`);
  return found;
}

/** What is for a few goes before what is for a season, and that before what always runs. */
function rankOf({ key, endsAt, number }: Offer): number {
  return (key === 'welcome' ? 0 : key === 'thanks' ? 2 : endsAt === undefined ? 3 : 1) * 100 - number;
}

/** Whether as many percent were taken off all of the lines. */
const isOff = (lines: readonly Line[], percent: number | undefined) =>
  percent !== undefined && lines.every((line) => percentOf(line.subtotal, percent) === line.discount);

/** Of customers who have a code of their own, most name it; others say the one of the regulars. */
const thanked = keyed('mkt_promotion_redemptions.thanked', (draw) => draw.chance(0.7));

/** Whether a promotion that runs gives all lines of a sale the discounts that they got. */
function gives(tenant: DemoTenant, offer: Offer, sale: Sale): boolean {
  const { lines } = sale;
  switch (offer.key) {
    case 'welcome':
      return newCustomerOf(tenant, sale.number) !== undefined && isOff(lines, PERCENT.welcome);
    case 'thanks':
      return (
        isOff(lines, PERCENT.thanks) &&
        isThankYou(tenant, sale.customer, sale.orderedAt) &&
        thanked(tenant, sale.number)
      );
    case 'tiers':
      return isOff(lines, stepsOf(tenant, offer).findLast(({ from }) => sale.subtotal >= from)?.percent);
    case 'pair': {
      const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
      // A piece that is left over gets nothing.
      return pieces % PAIR.pieces === 0 && isOff(lines, PAIR.percent);
    }
    case 'more_of_it': {
      const { pieces, percent } = MORE_OF_IT[tenant.trade];
      const alone = new Set(lines.map(({ ware }) => ware.product)).size === lines.length;
      return (
        alone && lines.every(({ quantity }) => quantity % pieces === 0) && isOff(lines, percent / pieces)
      );
    }
    case 'prices':
      return lines.every((line) => hasSpecialPrice(tenant, line));
    default:
      return (
        isOff(lines, PERCENT[offer.key]) &&
        lines.every(({ ware }) => isFor(tenant, offer, ware.product)) &&
        sale.subtotal >= (offer.terms.minimum ?? 0)
      );
  }
}

/** Whether a line costs what the prices of the month say. */
const hasSpecialPrice = (tenant: DemoTenant, line: Line) =>
  specialPrices(tenant).some(
    ({ sku, price }) =>
      sku === line.ware.sku &&
      line.subtotal - Math.floor((price * line.quantity + 50) / 100) === line.discount,
  );
