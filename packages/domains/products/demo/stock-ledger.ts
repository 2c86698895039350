import { officeHourBefore } from '@erp/demo-world/office-hours';
import { standIn } from '@erp/demo-world/roster';
import { anyStaff, type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { type Draw, keyed } from '@erp/kit/draw';
import { beforeStory, DAY, HOUR } from '@erp/kit/moment';
import type { StockMovementRow, StockReservationRow } from '../tables.ts';
import { type Article, articleOf, costOf, isMade, isStocked, type Variant } from './assortment.ts';
import { COUNTS, type StockCount } from './stock-count-plans.ts';
import { DIRECT, MAIN, SHOP } from './warehouse-list.ts';
import { workingDay } from './working-day.ts';

/** A stock as all tables of the inventory see it: what the products' own story tells of it, without orders. */
export interface Stock {
  readonly article: Article;
  readonly variant: Variant | undefined;
  /** Among the stocks of the product. */
  readonly index: number;
  readonly warehouse: number;
  /** What a piece costs, in hundredths of a cent; the same all the time. */
  readonly cost: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly countedAt: number | undefined;
  readonly movedAt: number;
}

export interface Movement {
  readonly stock: number;
  readonly kind: 'receipt' | 'shipment' | 'transfer_in' | 'transfer_out' | 'adjustment' | 'count';
  readonly pieces: number;
  readonly at: number;
  readonly source?: readonly [type: NonNullable<StockMovementRow['source_type']>, id: number] | undefined;
  readonly reason?: string | undefined;
  /** Index of the movement out of the other warehouse. */
  readonly counterpart?: number;
  /** Index of the reservation that it fulfils. */
  readonly reservation?: number;
  readonly staff: number | null;
}

export interface Reservation {
  readonly stock: number;
  readonly pieces: number;
  readonly shipped: number;
  readonly status: 'open' | 'shipped' | 'released' | 'expired';
  readonly source: readonly [type: NonNullable<StockReservationRow['source_type']>, id: number] | undefined;
  readonly at: number;
  readonly until: number | undefined;
  readonly closedAt: number | undefined;
  readonly changedAt: number;
  readonly reason: string | undefined;
}

export interface CountLine {
  readonly stock: number;
  readonly count: StockCount;
  readonly cycle: number;
  readonly status: 'pending' | 'in_progress' | 'completed' | 'cancelled';
  /** Pieces by the books when it was counted; undefined for what waits to be counted. */
  readonly recorded: number | undefined;
  readonly found: number | undefined;
  readonly at: number | undefined;
  /** When somebody was asked to count it, and when its count was over. */
  readonly createdAt: number;
  readonly changedAt: number;
  readonly remark: string | undefined;
  /** Index of the movement that booked the difference. */
  readonly movement: number | undefined;
}

/** What happened to a product in all warehouses. */
export interface Ledger {
  readonly stocks: readonly Stock[];
  readonly movements: readonly Movement[];
  readonly reservations: readonly Reservation[];
  readonly counts: readonly CountLine[];
}

/** The most stocks, movements, reservations and lines of counts that a product has. */
export const MOST = { stocks: 12, movements: 96, reservations: 16, counts: 48 } as const;

/**
 * The story of a product's stock as far as nobody orders by the web: it begins with what was there, is filled up
 * now and then, is sold over the counter, and is counted. What orders take is booked on top of it by the domain that
 * knows them, together with the receipts that cover it, so that this story holds at every scale.
 */
export const ledgerOf = keyed('stock.ledger', (draw, tenant, number): Ledger => {
  const article = articleOf(tenant, number);
  const book = new LedgerWriter(draw, tenant, article);
  if (isStocked(article)) {
    const forms = article.variants.length > 0 ? article.variants : [undefined];
    for (const variant of forms) book.tell(variant);
    if (comesDirect(article)) book.tellDirect();
  }
  return book.close();
});

/** Some of what is bought ready-made is also sent to customers by the supplier. */
function comesDirect(article: Article): boolean {
  return (
    !isMade(article) &&
    article.variants.length === 0 &&
    article.stone === undefined &&
    article.number % 3 === 1
  );
}

interface OpenStock extends Omit<Stock, 'onHand' | 'reserved' | 'countedAt' | 'movedAt'> {
  onHand: number;
  reserved: number;
  countedAt: number | undefined;
  movedAt: number;
}

/** Writes one product's ledger, event by event. */
class LedgerWriter {
  private readonly stocks: OpenStock[] = [];
  private readonly movements: Movement[] = [];
  private readonly reservations: Reservation[] = [];
  private readonly counts: CountLine[] = [];
  private readonly draw: Draw;
  private readonly tenant: DemoTenant;
  private readonly article: Article;

  constructor(draw: Draw, tenant: DemoTenant, article: Article) {
    this.draw = draw;
    this.tenant = tenant;
    this.article = article;
  }

  /** A product, or one of its forms, in the main warehouse, and for many in the shop. */
  tell(variant: Variant | undefined): void {
    const { draw, article } = this;
    const main = this.open(variant, MAIN);
    const unique = article.stone !== undefined;
    this.move(main, 'receipt', unique ? 1 : draw.integer(18, 40), 0, ['opening', 1]);
    if (unique) return;
    const shop = (variant === undefined || variant.index === 0) && article.number < 30;
    if (shop) this.tellShop(main, this.open(variant, SHOP));
    const source = isMade(article) ? 'production_order' : 'purchase_order';
    for (const share of [0.3, 0.62, 0.85]) {
      if (draw.chance(0.75))
        this.move(main, 'receipt', draw.integer(6, 20), share, [source, this.document(share)]);
    }
    if (draw.chance(0.35))
      this.move(main, 'adjustment', -draw.integer(1, 2), 0.41, undefined, 'Damaged in storage.');
    if (draw.chance(0.15)) this.move(main, 'adjustment', 1, 0.57, undefined, 'Found behind the shelf.');
    if (!isMade(article) && draw.chance(0.2)) {
      this.move(main, 'shipment', -draw.integer(1, 3), 0.66, ['supplier_return', this.document(0.66)]);
    }
    this.promise(main);
    this.count(main);
  }

  /** The supplier sends pieces before they are on the books, so what lies there is less than nothing. */
  tellDirect(): void {
    const direct = this.open(undefined, DIRECT);
    this.move(direct, 'shipment', -this.draw.integer(2, 4), 0.35, ['other', this.document(0.35)]);
    this.move(direct, 'receipt', this.draw.integer(1, 3), 0.6, ['purchase_order', this.document(0.6)]);
    this.move(direct, 'shipment', -this.draw.integer(1, 3), 0.9, ['other', this.document(0.9)]);
  }

  close(): Ledger {
    const { stocks, movements, reservations, counts } = this;
    return { stocks, movements, reservations, counts };
  }

  /** The shop is filled from the main warehouse, and sells over the counter. */
  private tellShop(main: OpenStock, shop: OpenStock): void {
    const { draw } = this;
    for (const share of [0.05, 0.5]) {
      const pieces = draw.integer(4, 6);
      const out = this.move(main, 'transfer_out', -pieces, share);
      this.move(shop, 'transfer_in', pieces, share, undefined, undefined, { counterpart: out });
      for (const later of [0.12, 0.27, 0.38]) {
        if (draw.chance(0.7))
          this.move(shop, 'shipment', -1, share + later, ['other', this.document(share + later)]);
      }
    }
    this.count(shop);
  }

  /** Carts that are open, were given up or have expired, and parcels for partners that left in parts. */
  private promise(main: OpenStock): void {
    const { draw, tenant } = this;
    const kind = this.article.number % 6;
    const pieces = draw.integer(1, 3);
    // Nobody puts into a cart what is not in the shop.
    if (kind < 3 && this.article.publishedAt === undefined) return;
    if (kind === 0) {
      this.reserve(main, pieces, 0, 'open', tenant.until - 5 * HOUR, { until: tenant.until + 19 * HOUR });
    } else if (kind === 1) {
      const at = tenant.until - draw.integer(20, 200) * DAY - 5 * HOUR;
      this.reserve(main, pieces, 0, 'expired', at, { until: at + DAY, closedAt: at + DAY + HOUR });
    } else if (kind === 2) {
      const at = tenant.until - draw.integer(20, 200) * DAY - 5 * HOUR;
      this.reserve(main, pieces, 0, 'released', at, {
        closedAt: at + 3 * HOUR,
        reason: 'The cart was emptied.',
      });
    } else if (kind < 5) {
      const left = kind === 3 ? 3 : 1;
      const share = 0.94 + 0.04 * draw.unit();
      const at = this.moment(share);
      const reservation = this.reserve(
        main,
        3,
        left,
        left === 3 ? 'shipped' : 'open',
        officeHourBefore(tenant, at - 2 * DAY, 9),
        {
          source: ['transfer_order', this.document(share)],
          closedAt: left === 3 ? at : undefined,
          changedAt: at,
        },
      );
      this.move(main, 'shipment', -left, share, ['transfer_order', this.document(share)], undefined, {
        reservation,
      });
    }
  }

  /** The counts that this stock is part of, in the order of time. */
  private count(stock: OpenStock): void {
    const { draw, tenant } = this;
    for (const count of COUNTS) {
      if (count.warehouse !== stock.warehouse || this.article.number % count.every !== count.of) continue;
      const createdAt = this.moment(count.share);
      const closedAt = createdAt + count.hours * HOUR;
      const at = createdAt + draw.integer(1, 6) * HOUR;
      const recorded = this.onHandAt(stock, at);
      const off = draw.chance(0.3) ? draw.pick([-1, -1, 1]) : 0;
      const found = Math.max(0, recorded + off);
      const line = { stock: stock.index, count, remark: off === 0 ? undefined : 'Counted twice.', createdAt };
      if (count.status === 'completed') {
        const changedAt = closedAt;
        let told: Omit<CountLine, 'movement' | 'status'> = {
          ...line,
          cycle: 1,
          recorded,
          found,
          at,
          changedAt,
        };
        if (off !== 0 && draw.chance(0.3)) {
          const doubtful = { ...told, found: found + 3, at: at - HOUR / 2, changedAt: at };
          this.counts.push({ ...doubtful, status: 'cancelled', remark: 'Count again.', movement: undefined });
          told = { ...told, cycle: 2, createdAt: at };
        }
        const movement =
          found === recorded
            ? undefined
            : this.move(stock, 'count', found - recorded, count.share, undefined, line.remark, {}, closedAt);
        this.counts.push({ ...told, status: 'completed', movement });
        stock.countedAt = at;
      } else {
        const counted = at < tenant.until && draw.chance(0.5);
        const figures = counted
          ? { recorded, found, at }
          : { recorded: undefined, found: undefined, at: undefined, remark: undefined };
        const status = count.status === 'cancelled' ? 'cancelled' : counted ? 'in_progress' : 'pending';
        const changedAt = count.status === 'cancelled' ? closedAt : counted ? at : createdAt;
        this.counts.push({ ...line, ...figures, changedAt, cycle: 1, status, movement: undefined });
      }
    }
  }

  private onHandAt(stock: OpenStock, moment: number): number {
    let pieces = 0;
    for (const movement of this.movements) {
      if (movement.stock === stock.index && movement.at < moment) pieces += movement.pieces;
    }
    return pieces;
  }

  private open(variant: Variant | undefined, warehouse: number): OpenStock {
    const { article, tenant, stocks } = this;
    const stock: OpenStock = {
      article,
      variant,
      index: stocks.length,
      warehouse,
      cost: costOf(tenant, article, variant),
      onHand: 0,
      reserved: 0,
      countedAt: undefined,
      movedAt: beforeStory(tenant),
    };
    stocks.push(stock);
    return stock;
  }

  private move(
    stock: OpenStock,
    kind: Movement['kind'],
    pieces: number,
    share: number,
    source?: Movement['source'],
    reason?: string,
    more: Pick<Movement, 'counterpart' | 'reservation'> = {},
    at = this.moment(share),
  ): number {
    const staff = this.mover(kind, source?.[0], more.counterpart, at);
    stock.onHand += pieces;
    stock.movedAt = Math.max(stock.movedAt, at);
    return this.movements.push({ stock: stock.index, kind, pieces, at, source, reason, staff, ...more }) - 1;
  }

  /** What arrives comes with whom it left; a manager takes what was bought, and says where the books are wrong. */
  private mover(
    kind: Movement['kind'],
    source: NonNullable<Movement['source']>[0] | undefined,
    counterpart: number | undefined,
    at: number,
  ): number | null {
    const staff = anyStaff(this.tenant, this.draw);
    if (counterpart !== undefined) return (this.movements[counterpart] as Movement).staff;
    const managed = kind === 'adjustment' || kind === 'count' || source === 'purchase_order';
    return standIn(this.tenant, managed ? staffWithRole(this.tenant, 'manager') : staff, at);
  }

  private reserve(
    stock: OpenStock,
    pieces: number,
    shipped: number,
    status: Reservation['status'],
    at: number,
    more: Partial<Pick<Reservation, 'until' | 'closedAt' | 'changedAt' | 'reason' | 'source'>>,
  ): number {
    if (status === 'open') stock.reserved += pieces - shipped;
    return (
      this.reservations.push({
        stock: stock.index,
        pieces,
        shipped,
        status,
        at,
        source: more.source,
        until: more.until,
        closedAt: more.closedAt,
        changedAt: more.changedAt ?? more.closedAt ?? at,
        reason: more.reason,
      }) - 1
    );
  }

  /** The moment at a share of the story, in working hours. */
  private moment(share: number): number {
    return workingDay(this.tenant, share, 9);
  }

  /** Number of a paper that lies in a folder: there is no table of purchase orders. */
  private document(share: number): number {
    return 1_000 + Math.floor(share * 100) * 10 + (this.article.number % 10);
  }
}
