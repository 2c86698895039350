import type { DemoTenant } from '@erp/kit/demo-tenant';
import { type Line, type Sale, saleOf } from '@erp/orders/demo';
import { reasonsOf } from './discount-attribution.ts';
import { codeFor } from './promotion-codes.ts';
import type { Offer } from './promotion-offers.ts';

/** A use of a promotion on an order. */
export interface Redemption {
  readonly sale: Sale;
  readonly offer: Offer;
  /** Place among those of the order. */
  readonly index: number;
  readonly lines: readonly Line[];
  /** The code that the customer named, as `codeFor` says it. */
  readonly code: ReturnType<typeof codeFor>;
  /** When the order was cancelled. */
  readonly releasedAt: number | undefined;
}

/** The uses of promotions on an order, which come to its discount. */
export function redemptionsOf(tenant: DemoTenant, number: number): readonly Redemption[] {
  const sale = saleOf(tenant, number);
  const last = sale.path.at(-1);
  return [...reasonsOf(tenant, sale)].map(([offer, lines], index) => ({
    sale,
    offer,
    index,
    lines,
    code: codeFor(tenant, offer.key, sale.customer, sale.orderedAt),
    releasedAt: last?.status === 'cancelled' ? last.at : undefined,
  }));
}
