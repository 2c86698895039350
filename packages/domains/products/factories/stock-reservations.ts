import { standIn } from '@erp/demo-world/roster';
import { anyStaff } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { articleCount } from '../demo/assortment.ts';
import { ledgerOf, MOST } from '../demo/stock-ledger.ts';
import { say } from '../demo/texts/words.ts';
import { stocks } from './stocks.ts';
import '../tables.ts';

/** Pieces that are kept for carts and for transfers. */
export const stockReservations = factory('stock_reservation', {
  count: articleCount,
  fixed: true,
  story: (tenant, number) => ({ number, ledger: ledgerOf(tenant, number) }),
  most: MOST.reservations,
  rows: ({ number, ledger }) => ledger.reservations.map((reservation) => ({ number, reservation })),
  parents: { stock_id: () => stocks },
  // A row of its own keeps nothing, so that it fits to any stock.
  alone: { status: 'released', shipped_quantity: 0, closed_at: '2026-01-01T00:00:00Z' },
  cells: {
    stock_id: ({ number, reservation }) => stocks.id(number, reservation.stock),
    quantity: ({ reservation }) => reservation.pieces,
    shipped_quantity: ({ reservation }) => reservation.shipped,
    status: ({ reservation }) => reservation.status,
    source_key: ({ reservation }, _draw, _tenant, id) =>
      reservation.source === undefined ? `cart:${id}` : `transfer:${reservation.source[1]}/line:${id}`,
    source_type: ({ reservation }) => reservation.source?.[0] ?? 'cart',
    source_id: ({ reservation }, _draw, _tenant, id) => reservation.source?.[1] ?? id,
    reserved_until: ({ reservation }) => (reservation.until === undefined ? null : time(reservation.until)),
    closed_at: ({ reservation }) => (reservation.closedAt === undefined ? null : time(reservation.closedAt)),
    reason: ({ reservation }, _draw, tenant) => say(tenant, reservation.reason ?? null),
    created_by: ({ reservation }, draw, tenant) =>
      reservation.source === undefined ? null : standIn(tenant, anyStaff(tenant, draw), reservation.at),
    created_at: ({ reservation }) => time(reservation.at),
    updated_at: ({ reservation }) => time(reservation.changedAt),
  },
});
