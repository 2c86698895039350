import { standIn } from '@erp/demo-world/roster';
import { anyStaff } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { articleCount } from '../demo/assortment.ts';
import { type Ledger, ledgerOf, MOST, type Stock } from '../demo/stock-ledger.ts';
import { say } from '../demo/texts/words.ts';
import { stockCounts } from './stock-counts.ts';
import { stockMovements } from './stock-movements.ts';
import { stocks } from './stocks.ts';
import '../tables.ts';

/** The lines of counts: what the books said, what was found. */
export const inventoryHistory = factory('inventory_history', {
  count: articleCount,
  fixed: true,
  story: (tenant, number) => ({ number, ledger: ledgerOf(tenant, number) }),
  most: MOST.counts,
  rows: ({ number, ledger }) =>
    ledger.counts.map((line) => ({ number, line, stock: stockIn(ledger, line.stock) })),
  parents: { stock_count_id: () => stockCounts, stock_id: () => stocks },
  alone: { movement_id: null },
  cells: {
    stock_count_id: ({ line }) => stockCounts.id(line.count.number),
    stock_id: ({ number, line }) => stocks.id(number, line.stock),
    cycle_number: ({ line }) => line.cycle,
    status: ({ line }) => line.status,
    product_sku: ({ stock }) => stock.variant?.sku ?? stock.article.sku,
    product_name: ({ stock }) => stock.article.name,
    recorded_quantity: ({ line }) => line.recorded ?? null,
    actual_quantity: ({ line }) => line.found ?? null,
    details: ({ line }, _draw, tenant) => say(tenant, line.remark ?? null),
    audit_date: ({ line }) => (line.at === undefined ? null : time(line.at)),
    audited_by: ({ line }, draw, tenant) =>
      line.at === undefined ? null : standIn(tenant, anyStaff(tenant, draw), line.at),
    movement_id: ({ number, line }) =>
      line.movement === undefined ? null : stockMovements.id(number, line.movement),
    created_at: ({ line }) => time(line.createdAt),
    updated_at: ({ line }) => time(line.changedAt),
  },
});

function stockIn(ledger: Ledger, stock: number): Stock {
  return ledger.stocks[stock] as Stock;
}
