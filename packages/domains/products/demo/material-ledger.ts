import { officeTime, standIn } from '@erp/demo-world/roster';
import { anyStaff, type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { type Draw, keyed } from '@erp/kit/draw';
import { beforeStory, DAY } from '@erp/kit/moment';
import type { MaterialHistoryRow } from '../tables.ts';
import { fineMoney } from './material-costs.ts';
import { describedAt, materialOf, type NumberedMaterial, repricedAt } from './materials.ts';
import { say } from './texts/words.ts';
import { MAIN, WORKSHOP } from './warehouse-list.ts';
import { workingDay } from './working-day.ts';

/** A stock of material; quantities in thousandths of its unit. */
export interface MaterialStock {
  readonly material: NumberedMaterial;
  readonly variant: number | undefined;
  readonly index: number;
  readonly warehouse: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly movedAt: number;
}

/** Something that happened to a material; quantities in thousandths of its unit. */
export interface MaterialEvent {
  readonly variant: number | undefined;
  readonly stock: number | undefined;
  readonly action:
    | 'create'
    | 'update'
    | 'delete'
    | 'stock_in'
    | 'stock_out'
    | 'stock_adjust'
    | 'reserve'
    | 'unreserve'
    | 'transfer';
  readonly at: number;
  readonly staff: number | null;
  readonly quantity?: number | undefined;
  readonly reserved?: number | undefined;
  readonly field?: string;
  readonly before?: string;
  readonly after?: string;
  readonly reference?: readonly [type: NonNullable<MaterialHistoryRow['reference_type']>, id: number];
  readonly notes?: string;
  /** Index of the event that is the leaving side of a transfer. */
  readonly counterpart?: number;
  /** True for what happened to a material that is there no more. */
  readonly gone?: boolean;
}

/** What happened to a material, in the order in which it was written down. */
export interface MaterialLedger {
  readonly stocks: readonly MaterialStock[];
  readonly events: readonly MaterialEvent[];
}

/** The most stocks and events that a material has. */
export const MOST_PER_MATERIAL = { stocks: 8, events: 160 } as const;

/**
 * The story of a material: bought for the workshop every third month, used by productions, reserved for one that is
 * to come. It stands by itself: what a production takes is not what the bills of its products say.
 */
export const materialLedgerOf = keyed('material_stock.ledger', (draw, tenant, number): MaterialLedger => {
  const material = materialOf(tenant, number);
  const events: MaterialEvent[] = [];
  const stocks: MaterialStock[] = [];
  const created = { variant: undefined, stock: undefined, action: 'create' } as const;
  const manager = staffWithRole(tenant, 'manager');
  events.push({ ...created, at: describedAt(tenant), staff: manager, after: material.sku });
  const forms = material.variants?.values.map((_value, index) => index) ?? [undefined];
  for (const variant of forms) {
    if (variant !== undefined) {
      events.push({
        ...created,
        variant,
        at: describedAt(tenant),
        staff: manager,
        after: `${material.sku}-${variant + 1}`,
      });
    }
    tellStock(draw, tenant, material, variant, stocks, events);
  }
  if (material.parts === undefined) {
    events.push({
      variant: undefined,
      stock: undefined,
      action: 'update',
      at: repricedAt(tenant),
      staff: manager,
      field: 'cost',
      before: fineMoney(material.cost - Math.floor(material.cost / 20)),
      after: fineMoney(material.cost),
    });
  }
  // One that was created by mistake, and is gone.
  if (number === 0) {
    const at = officeTime(tenant, tenant.since + 40 * DAY);
    events.push({ ...created, at, staff: manager, after: 'MAT-TEST', gone: true });
    events.push({ ...created, action: 'delete', at, staff: manager, before: 'MAT-TEST', gone: true });
  }
  return { stocks, events };
});

/** One stock in the workshop, and for each third material a reserve in the main warehouse. */
function tellStock(
  draw: Draw,
  tenant: DemoTenant,
  material: NumberedMaterial,
  variant: number | undefined,
  stocks: MaterialStock[],
  events: MaterialEvent[],
): void {
  const whole = material.unit === 'piece';
  const amount = (least: number, most: number) =>
    whole ? draw.integer(least, most) * 1_000 : draw.integer(least * 10, most * 10) * 100;
  const document = (share: number) => 2_000 + Math.floor(share * 100) * 10 + (material.number % 10);
  const moment = (share: number) => workingDay(tenant, share, 10);
  const tell = (warehouse: number) => {
    const index = stocks.length;
    let onHand = 0;
    let reserved = 0;
    let last: number = beforeStory(tenant);
    const write = (share: number, action: MaterialEvent['action'], event: Partial<MaterialEvent>) => {
      onHand += event.quantity ?? 0;
      reserved += event.reserved ?? 0;
      last = Math.max(last, moment(share));
      const any = anyStaff(tenant, draw);
      const managed = action === 'stock_adjust' || event.reference?.[0] === 'purchase';
      const staff = managed ? staffWithRole(tenant, 'manager') : any;
      const at = moment(share);
      const done = { variant, stock: index, action, at, staff: standIn(tenant, staff, at), ...event };
      return events.push(done) - 1;
    };
    const close = () => stocks.push({ material, variant, index, warehouse, onHand, reserved, movedAt: last });
    return { write, close, left: () => onHand };
  };

  const work = tell(WORKSHOP);
  work.write(0, 'stock_in', { quantity: amount(80, 160) });
  for (const [share, next] of [
    [0.1, 0.16],
    [0.27, 0.33],
    [0.44, 0.5],
    [0.61, 0.67],
    [0.78, 0.84],
  ] as const) {
    work.write(share, 'stock_in', {
      quantity: amount(20, 60),
      reference: ['purchase', document(share)],
    });
    const used = Math.min(amount(15, 70), work.left() - 20_000);
    work.write(next, 'stock_out', { quantity: -used, reference: ['production', document(next)] });
  }
  const off = draw.chance(0.4);
  if (off)
    work.write(0.7, 'stock_adjust', {
      quantity: -amount(1, 3),
      notes: say(tenant, 'Cuttings that cannot be used.'),
    });
  if (draw.chance(0.5)) {
    const kept = amount(2, 6);
    work.write(0.96, 'reserve', { reserved: kept, reference: ['production', document(0.96)] });
    if (draw.chance(0.4)) {
      work.write(0.98, 'unreserve', { reserved: -kept, reference: ['production', document(0.96)] });
    }
  }
  if (material.number % 3 !== 0) {
    work.close();
    return;
  }
  const moved = amount(4, 8);
  const out = work.write(0.9, 'transfer', { quantity: -moved });
  work.close();
  const main = tell(MAIN);
  main.write(0.9, 'transfer', {
    quantity: moved,
    counterpart: out,
    staff: (events[out] as MaterialEvent).staff,
  });
  main.close();
}

/** Thousandths of a unit as text. */
export function inUnits(thousandths: number): string {
  const size = Math.abs(thousandths);
  return `${thousandths < 0 ? '-' : ''}${Math.floor(size / 1_000)}.${String(size % 1_000).padStart(3, '0')}`;
}
