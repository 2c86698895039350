import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { OrderItemsRow } from '../tables.ts';
import { lineCase } from './after-sales-cases.ts';
import type { OrderLine } from './order-lines.ts';

/** How far the pieces of a line are. */
export interface LinePieces {
  readonly stage: 'draft' | 'placed' | 'cancelled';
  readonly supply: 'stock' | 'made_to_order';
  readonly reserved: number;
  readonly shipped: number;
  readonly delivered: number;
  readonly returned: number;
}

/** The pieces of a line at the end of the story: whole lines are kept, sent, delivered and taken back. */
export function linePieces(line: OrderLine, tenant: DemoTenant): LinePieces {
  const { sale, quantity } = line;
  const supply = line.ware.bespoke ? 'made_to_order' : 'stock';
  const stage = sale.status === 'draft' || sale.status === 'cancelled' ? sale.status : 'placed';
  const been = (status: string) => sale.path.some((step) => step.status === status);
  const back = lineCase(line, tenant);
  const shipped = been('shipped') ? quantity : 0;
  return {
    stage,
    supply,
    reserved: stage === 'placed' && supply === 'stock' ? quantity - shipped : 0,
    shipped,
    delivered: been('delivered') ? quantity : 0,
    returned: back?.forGood && back.receivedAt !== undefined ? quantity : 0,
  };
}

/** The status that follows, as app.derive_line_status says it. */
export function lineStatus(pieces: LinePieces, quantity: number): OrderItemsRow['status'] {
  if (pieces.stage !== 'placed') return pieces.stage === 'draft' ? 'pending' : 'cancelled';
  if (pieces.returned === quantity) return 'returned';
  if (pieces.delivered === quantity) return 'delivered';
  if (pieces.shipped === quantity) return 'shipped';
  return pieces.supply === 'made_to_order' ? 'in_production' : 'allocated';
}

const MOVES: ReadonlySet<string> = new Set(['draft', 'pending', 'shipped', 'delivered', 'cancelled']);

/** When pieces of a line moved last, and which person was the last to move them: carriers are none. */
export function lastMove(line: OrderLine, tenant: DemoTenant): { at: number; by: number | null } {
  const { path, orderedAt, staff } = line.sale;
  const moves = path.filter((step) => MOVES.has(step.status));
  const back = lineCase(line, tenant);
  const returned = back?.forGood ? back.path.find((step) => step.status === 'received') : undefined;
  return {
    at: (returned ?? moves.at(-1))?.at ?? orderedAt,
    by: returned?.by ?? moves.findLast((step) => step.by !== null)?.by ?? staff,
  };
}
