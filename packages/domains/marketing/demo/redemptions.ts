import type { DemoTenant } from '@erp/kit/demo-tenant';
import { type Line, type Sale, saleOf } from '@erp/orders/demo';
import { reasonOf } from './discount-attribution.ts';
import { codeFor } from './promotion-codes.ts';
import type { Offer } from './promotion-offers.ts';

/** The use of a promotion on an order. */
export interface Redemption {
  readonly sale: Sale;
  readonly offer: Offer;
  readonly lines: readonly Line[];
  /** The code that the customer named, as `codeFor` says it. */
  readonly code: ReturnType<typeof codeFor>;
  /** When the order was cancelled. */
  readonly releasedAt: number | undefined;
}

/** The use of a promotion on an order, which comes to its discount; none where it has none. */
export function redemptionsOf(tenant: DemoTenant, number: number): readonly Redemption[] {
  const sale = saleOf(tenant, number);
  const offer = reasonOf(tenant, sale);
  if (offer === undefined) return [];
  const last = sale.path.at(-1);
  return [
    {
      sale,
      offer,
      // A line so cheap that nothing is left of its percent gets none.
      lines: sale.lines.filter(({ discount }) => discount > 0),
      code: codeFor(tenant, offer.key, sale.customer, sale.orderedAt),
      releasedAt: last?.status === 'cancelled' ? last.at : undefined,
    },
  ];
}
