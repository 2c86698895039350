import { dutyFrom, officeTime } from '@erp/demo-world/roster';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { DAY, day, HOUR, MINUTE, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { orderLines } from '../demo/order-lines.ts';
import { LIMITS, type Sale, saleCount, saleOf } from '../demo/sales.ts';
import { orderItems } from './order-items.ts';
import { orders } from './orders.ts';
import '../tables.ts';

const bespoke = keyed('order_item_customization.bespoke', (draw, tenant) =>
  draw.chance(BESPOKE[tenant.trade]),
);

const BESPOKE = { jewelry: 0.2, home_goods: 0.02, food: 0 };

/** Lines that are made to measure: products to order, and some others of a jeweler and of a furniture shop. */
function bespokeLines(sale: Sale, tenant: DemoTenant) {
  if (sale.status === 'draft') return [];
  const shipped = sale.path.find((step) => step.status === 'shipped')?.at;
  const drawn = dutyFrom(tenant, sale.orderedAt + 2 * HOUR, 0).at;
  const designed = Math.min(drawn, (shipped ?? drawn) - HOUR / 2);
  if (designed >= tenant.until) return [];
  return orderLines(sale)
    .filter((line) => line.ware.bespoke || bespoke(tenant, orderItems.id(sale.number, line.index)))
    .map((line) => {
      const price = line.subtotal - line.discount + line.tax;
      return { line, shipped, designed, price, ...moneyFor(sale, price) };
    });
}

/** How far a work is paid: as its order is, whose deposit is a share of each line. Who gave up owes nothing. */
function moneyFor({ status, paid, refunded, subtotal, discount, tax }: Sale, price: number) {
  const total = subtotal - discount + tax;
  if (status === 'refunded' || (status === 'cancelled' && refunded > 0)) return REFUNDED;
  if (status === 'cancelled') return { paid: 'unpaid', due: 0 } as const;
  if (paid >= total) return { paid: 'paid', due: 0 } as const;
  if (paid === 0) return { paid: 'unpaid', due: price } as const;
  return { paid: 'deposit_paid', due: price - Math.floor((price * paid) / total) } as const;
}

const REFUNDED = { paid: 'refunded', due: 0 } as const;

/** A moment at work, at a share of the time between drawing and dispatch. */
function atWork(tenant: DemoTenant, designed: number, shipped: number, share: number): number {
  const at = officeTime(tenant, designed + (shipped - designed) * share);
  return Math.max(designed, Math.min(at, shipped - 10 * MINUTE));
}

/** Bespoke work: done before dispatch, begun before that. */
export const orderItemCustomization = factory('order_item_customization', {
  count: saleCount,
  story: (tenant, number) => bespokeLines(saleOf(tenant, number), tenant),
  most: LIMITS.lines,
  rows: (works) => works,
  parents: {
    order_item_id: () => orderItems,
    order_id: { from: 'order_item_id', column: 'order_id' },
  },
  cells: {
    order_id: ({ line }) => orders.id(line.sale.number),
    order_item_id: ({ line }) => orderItems.id(line.sale.number, line.index),
    actual_amount: ({ price }) => money(price),
    balance_due: ({ due }) => money(due),
    payment_status: ({ paid }) => paid,
    design_image_url: ({ line }, _draw, tenant) =>
      `https://${tenant.slug}.example.com/designs/${line.sale.number + 1}-${line.index + 1}.png`,
    design_status: ({ shipped }) => (shipped === undefined ? 'awaiting_approval' : 'approved'),
    designed_at: ({ designed }) => time(designed),
    // Nobody buys for what was given up.
    material_status: ({ line, shipped }) =>
      shipped !== undefined ? 'issued' : line.sale.status === 'cancelled' ? 'pending' : 'ordered',
    material_ready_at: ({ designed, shipped }, _draw, tenant) =>
      shipped === undefined ? null : time(atWork(tenant, designed, shipped, 1 / 3)),
    completion_status: ({ line, shipped }) =>
      shipped !== undefined ? 'completed' : line.sale.status === 'cancelled' ? 'pending' : 'in_progress',
    completed_at: ({ designed, shipped }, _draw, tenant) =>
      shipped === undefined ? null : time(atWork(tenant, designed, shipped, 2 / 3)),
    check_status: ({ shipped }) => (shipped === undefined ? 'pending' : 'passed'),
    ship_date: ({ line, shipped }) => day(shipped ?? line.sale.orderedAt + 7 * DAY),
    third_party_brand: (_work, draw) => (draw.chance(0.1) ? 'Brook & Daughters' : null),
    created_by: ({ line }) => line.sale.staff,
    updated_by: ({ line }) => line.sale.staff,
    created_at: ({ line }) => time(line.sale.orderedAt),
    updated_at: ({ designed, shipped }) => time(shipped ?? designed),
  },
});
