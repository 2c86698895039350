import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { articleCount } from '../demo/assortment.ts';
import { fineMoney } from '../demo/material-costs.ts';
import { type Ledger, ledgerOf, MOST, type Stock } from '../demo/stock-ledger.ts';
import { say } from '../demo/texts/words.ts';
import { stockReservations } from './stock-reservations.ts';
import { stocks } from './stocks.ts';
import '../tables.ts';

/** The products' own part of the ledger; what orders take comes with orders. */
export const stockMovements = factory('stock_movement', {
  count: articleCount,
  fixed: true,
  story: (tenant, number) => ({ number, ledger: ledgerOf(tenant, number) }),
  most: MOST.movements,
  rows: ({ number, ledger }) =>
    ledger.movements.map((movement) => ({ number, movement, cost: costIn(ledger, movement.stock) })),
  parents: { stock_id: () => stocks },
  alone: { kind: 'receipt', quantity: 1, value_change: 0, counterpart_id: null, reservation_id: null },
  cells: {
    stock_id: ({ number, movement }) => stocks.id(number, movement.stock),
    kind: ({ movement }) => movement.kind,
    quantity: ({ movement }) => movement.pieces,
    unit_cost: ({ cost }) => fineMoney(cost),
    value_change: ({ movement, cost }) => fineMoney(movement.pieces * cost),
    reservation_id: ({ number, movement }) =>
      movement.reservation === undefined ? null : stockReservations.id(number, movement.reservation),
    counterpart_id: ({ number, movement }): number | null =>
      movement.counterpart === undefined ? null : stockMovements.id(number, movement.counterpart),
    idempotency_key: ({ movement }, _draw, _tenant, id) =>
      movement.kind === 'transfer_in' || movement.kind === 'count' ? null : `demo-stock-${id}`,
    source_type: ({ movement }) => movement.source?.[0] ?? null,
    source_id: ({ movement }) => movement.source?.[1] ?? null,
    reason: ({ movement }, _draw, tenant) => say(tenant, movement.reason ?? null),
    occurred_at: ({ movement }) => time(movement.at),
    created_by: ({ movement }) => movement.staff,
    created_at: ({ movement }) => time(movement.at),
  },
});

function costIn(ledger: Ledger, stock: number): number {
  return (ledger.stocks[stock] as Stock).cost;
}
