import { importModule } from '@erp/engine/import-module';
import type { DemoSeeds } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';

/** A piece of work for a worker: the aggregates `from` up to, and not including, `to` of one table and tenant. */
export interface ChunkOrder {
  /** Absolute path of the seeds/demo.ts that has the factory. */
  readonly file: string;
  readonly table: string;
  readonly tenant: DemoTenant;
  readonly from: number;
  readonly to: number;
}

/** Rows as bytes for COPY. */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

/**
 * Generates a piece.
 *
 * @param room gives memory for at least so many bytes; the chunk lies at its beginning.
 */
export async function makeChunk(
  order: ChunkOrder,
  room: (size: number) => ArrayBuffer = (size) => new ArrayBuffer(size),
): Promise<Chunk> {
  const { factories } = (await importModule(order.file)) as unknown as DemoSeeds;
  const factory = factories.find((each) => each.table === order.table);
  if (factory === undefined) throw new TypeError(`${order.file} has no factory of ${order.table}.`);
  const { text, rows } = factory.copy(order.tenant, order.from, order.to);
  const memory = room(Buffer.byteLength(text));
  const length = Buffer.from(memory).write(text);
  return { bytes: new Uint8Array(memory, 0, length), rows };
}
