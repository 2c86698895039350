import { importModule } from '@erp/engine/source';
import type { DemoSeeds } from '@erp/kit/demo';
import { type DemoTenant, forgetStories } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import { Problem } from '@erp/kit/problem';
import { stackInWorkspace } from './demo-domains.ts';

/** Aggregates in a chunk: some hundred kilobytes of rows, made in a few milliseconds. */
export const CHUNK = 500;

/** A piece of work for a worker: the aggregates `from` up to, and not including, `to` of one table and tenant. */
export interface ChunkOrder {
  /** Absolute path of the demo/demo.ts that has the factory. */
  readonly file: string;
  readonly table: string;
  readonly tenant: DemoTenant;
  readonly from: number;
  readonly to: number;
  /** Whose turn it is, counted from 0, where tables of the same aggregates take turns. */
  readonly block: number;
}

/** Rows as bytes for COPY. */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

/**
 * Generates a piece.
 *
 * @throws {Problem} `factory_failed` with the aggregate that its factory could not make.
 * @param room gives memory for at least so many bytes; the chunk lies at its beginning.
 * @param pause is awaited every few milliseconds, so that the thread can do something else meanwhile.
 */
export async function makeChunk(
  order: ChunkOrder,
  room: (size: number) => ArrayBuffer = (size) => new ArrayBuffer(size),
  pause?: () => Promise<void>,
): Promise<Chunk> {
  const { factories } = (await importModule(order.file)) as unknown as DemoSeeds;
  // What the tables of a domain share is of no use to the next domain, nor what those of a block do to the next block.
  if (order.file !== last?.file || order.block > last.block) forgetStories();
  last = order;
  const factory = factories.find((each) => each.table === order.table);
  if (factory === undefined) throw new TypeError(`${order.file} has no factory of ${order.table}.`);
  let length = 0;
  let rows = 0;
  // Taken while it is in use: another chunk may be begun during a pause.
  let written = spare ?? Buffer.allocUnsafeSlow(1 << 20);
  spare = undefined;
  for (let from = order.from; from < order.to; from += STEP) {
    if (pause !== undefined) await pause();
    const part = copyRows(factory, { ...order, from, to: Math.min(from + STEP, order.to) });
    const most = length + LONGEST_CHARACTER * part.text.length;
    if (most > written.length) written = Buffer.concat([written.subarray(0, length)], 2 * most);
    length += written.write(part.text, length);
    rows += part.rows;
  }
  const bytes = new Uint8Array(room(length), 0, length);
  bytes.set(written.subarray(0, length));
  spare = written;
  return { bytes, rows };
}

/**
 * Aggregates of which the text is made in one go. A text is a tree of its pieces until it is written, and that of a whole
 * chunk would live long enough for the garbage collector to carry it about.
 */
const STEP = 20;

/** Bytes of a UTF-16 unit in UTF-8, at most. */
const LONGEST_CHARACTER = 3;

/** Where the text of the next chunk is put together. */
let spare: Buffer | undefined;

let last: ChunkOrder | undefined;

function copyRows(factory: AnyFactory, { tenant, from, to, file, table }: ChunkOrder) {
  try {
    return factory.copy(tenant, from, to);
  } catch (error) {
    const number = firstToFail(factory, tenant, from, to);
    throw new Problem({
      code: 'factory_failed',
      message: `The factory of ${table} failed at aggregate ${number} of ${tenant.slug}: ${(error as Error).message}`,
      detail: [`Listed in ${file}.`, ...stackInWorkspace((error as Error).stack)].join('\n'),
      hint: 'Nothing of this domain was seeded. Mend the factory, then: pnpm seed',
      cause: error,
    });
  }
}

/** Makes them one by one, since a chunk fails as a whole. */
function firstToFail(factory: AnyFactory, tenant: DemoTenant, from: number, to: number): number {
  for (let number = from; number < to; number += 1) {
    try {
      factory.copy(tenant, number, number + 1);
    } catch {
      return number;
    }
  }
  return from;
}
