import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import { CHUNK, type ChunkOrder } from './chunk.ts';
import type { DomainPlan, SeedRange, TablePlan } from './plan.ts';

/** What a table is to get. */
export interface Load {
  readonly factory: AnyFactory;
  readonly ranges: readonly SeedRange[];
  readonly spans: readonly Span[];
  /** Aggregates in all. */
  readonly aggregates: number;
}

/** Aggregates of a tenant: `from` up to, and not including, `to`. */
interface Span {
  readonly tenant: DemoTenant;
  readonly from: number;
  readonly to: number;
}

/** Chunks of a table that are sent in one go. */
export interface Piece {
  readonly load: Load;
  readonly orders: readonly ChunkOrder[];
}

/**
 * Aggregates after which it is the turn of the next table that tells of the same ones: while it is made, their stories
 * are still remembered, and memory need not hold more of them than these.
 */
const BLOCK = 3 * CHUNK;

/** What the tables of a domain are to get, in their order. */
export function loadsOf({ tables }: DomainPlan, tenants: readonly DemoTenant[]): readonly Load[] {
  const bySlug = new Map(tenants.map((tenant) => [tenant.slug, tenant]));
  return tables.map((table) => loadOf(table, bySlug));
}

function loadOf({ factory, ranges }: TablePlan, tenants: ReadonlyMap<string, DemoTenant>): Load {
  const spans = ranges.map((range): Span => {
    const tenant = tenants.get(range.slug) as DemoTenant;
    const count = factory.count(tenant);
    return { tenant, from: range.from * count, to: (factory.fixed ? 1 : range.to) * count };
  });
  return { factory, ranges, spans, aggregates: spans.reduce((sum, { from, to }) => sum + to - from, 0) };
}

/**
 * Cuts loads into pieces, in the order in which they are sent. Tables of the same aggregates get their rows block by
 * block: first all of them those of the first block, then all of them those of the next one. The rows of each
 * table always lie in the same order, tenant by tenant.
 *
 * @param file of the domain that the loads are of.
 */
export function* piecesOf(file: string, loads: readonly Load[]): Generator<Piece> {
  for (const family of familiesOf(loads)) {
    let block = 0;
    for (const spans of blocksOf((family[0] as Load).spans)) {
      for (const load of family) {
        yield { load, orders: spans.map((span) => ({ ...span, file, table: load.factory.table, block })) };
      }
      block += 1;
    }
  }
}

/** Loads of the same aggregates together, each where the first of them stands. */
function familiesOf(loads: readonly Load[]): readonly (readonly Load[])[] {
  const families = new Map<string, Load[]>();
  for (const load of loads) {
    const key = load.spans.map(({ tenant, from, to }) => `${tenant.slug} ${from} ${to}`).join(', ');
    families.set(key, [...(families.get(key) ?? []), load]);
  }
  return [...families.values()];
}

function* blocksOf(spans: readonly Span[]): Generator<readonly Span[]> {
  let block: Span[] = [];
  let aggregates = 0;
  for (const { tenant, from, to } of spans) {
    for (let at = from; at < to; at += CHUNK) {
      const end = Math.min(at + CHUNK, to);
      block.push({ tenant, from: at, to: end });
      aggregates += end - at;
      if (aggregates < BLOCK) continue;
      yield block;
      block = [];
      aggregates = 0;
    }
  }
  if (block.length > 0) yield block;
}

/** All pieces of work of a run, in the order in which they are loaded; worked out domain by domain. */
export function* ordersOf(
  plans: readonly DomainPlan[],
  tenants: readonly DemoTenant[],
): Generator<ChunkOrder> {
  for (const plan of plans) {
    for (const { orders } of piecesOf(plan.domain.file, loadsOf(plan, tenants))) yield* orders;
  }
}
