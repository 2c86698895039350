import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Problem, type ProblemFields } from '@erp/kit/problem';
import { CHUNK, type Chunk, type ChunkOrder, makeChunk } from './chunk.ts';
import { openChunkBuffer } from './chunk-buffer.ts';

/** Makes the chunks of a run, in this thread or in others, ahead of who reads them. */
export interface Generators {
  /**
   * The next chunk, in the order of the pieces of work.
   *
   * @throws {Problem} `factory_failed` when its turn comes, however long before that it failed.
   */
  next(): Promise<Chunk>;
  /** Says that the server has taken all chunks read so far, so that their memory may be used again. */
  taken(): void;
  close(): Promise<void>;
}

/**
 * @param threads worker threads; 0 makes everything in this one, which is quickest for small demos. The bytes are the
 *   same for any number.
 * @param orders all that the run is going to read, table by table and domain by domain.
 */
export function openGenerators(threads: number, orders: Iterable<ChunkOrder>): Generators {
  const iterator = orders[Symbol.iterator]();
  return threads === 0 ? generateHere(iterator) : generateInWorkers(threads, iterator);
}

/** Makes chunks while this thread waits for the server, which checks and indexes what it has got meanwhile. */
function generateHere(orders: Iterator<ChunkOrder>): Generators {
  const made = openChunkBuffer();
  /** The chunk that is being made. */
  let making: Promise<void> | undefined;
  let failed: { readonly error: unknown } | undefined;
  let closed = false;
  const goOn = () => {
    if (making !== undefined || failed !== undefined || closed || !made.hasRoom) return;
    const order = orders.next();
    if (order.done === true) return;
    // What the server has answered is dealt with first, now and every few milliseconds.
    making = makeChunk(order.value, undefined, nextTurn)
      .then(
        (chunk) => made.push(chunk),
        // Told when its turn comes; nothing behind it is wanted.
        (error: unknown) => {
          failed = { error };
        },
      )
      .finally(() => {
        making = undefined;
        goOn();
      });
  };
  goOn();
  return {
    async next() {
      while (made.isEmpty) {
        if (failed !== undefined) throw failed.error;
        goOn();
        if (making === undefined) throw new RangeError('All pieces of work were read already.');
        await making;
      }
      const chunk = made.shift();
      goOn();
      return chunk;
    },
    taken() {},
    async close() {
      closed = true;
      await making;
      made.close();
    },
  };
}

function generateInWorkers(threads: number, orders: Iterator<ChunkOrder>): Generators {
  const workers = Array.from({ length: threads }, startWorker);
  // Two pieces per worker: one being made, one waiting, so that none has to wait for the reader.
  const queued: { readonly worker: ChunkWorker; readonly chunk: Promise<Chunk> }[] = [];
  const read: (() => void)[] = [];
  const fillUp = () => {
    while (queued.length < threads * 2) {
      const order = orders.next();
      if (order.done === true) return;
      // Whoever has told of these aggregates for one table remembers them for the next one.
      const worker = workers[Math.floor(order.value.from / CHUNK) % threads] as ChunkWorker;
      const chunk = worker.make(order.value);
      // Awaited in its turn; until then a failure is nobody's unhandled rejection.
      chunk.catch(() => {});
      queued.push({ worker, chunk });
    }
  };
  return {
    async next() {
      fillUp();
      const { worker, chunk } = queued.shift() as (typeof queued)[number];
      const done = await chunk;
      read.push(() => worker.takeBack(done));
      return done;
    },
    // Not earlier: streams and the socket hold as many chunks as they have room for, and of memory that was given back they
    // would send nothing.
    taken() {
      for (const giveBack of read.splice(0)) giveBack();
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

interface ChunkWorker {
  make(order: ChunkOrder): Promise<Chunk>;
  /** Gives the memory of a chunk back; the chunk must not be read any more. */
  takeBack(chunk: Chunk): void;
  close(): Promise<void>;
}

type Answer =
  | { readonly memory: ArrayBuffer; readonly length: number; readonly rows: number }
  | { readonly error: Omit<ProblemFields, 'code'> & { readonly code?: string } };

function startWorker(): ChunkWorker {
  // Generating needs no more; a leak would show here and not in the memory of the machine.
  const worker = new Worker(new URL('./chunk-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 24 },
  });
  const waiting: { resolve(chunk: Chunk): void; reject(error: Error): void }[] = [];
  worker.on('message', (answer: Answer) => {
    const turn = waiting.shift();
    if ('error' in answer) turn?.reject(new Problem({ code: 'factory_failed', ...answer.error }));
    else turn?.resolve({ bytes: new Uint8Array(answer.memory, 0, answer.length), rows: answer.rows });
  });
  worker.on('error', (error) => {
    for (const turn of waiting.splice(0)) turn.reject(error);
  });
  worker.unref();
  return {
    make: (order) =>
      new Promise<Chunk>((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.ref();
        worker.postMessage(order);
      }).finally(() => {
        if (waiting.length === 0) worker.unref();
      }),
    takeBack({ bytes }) {
      const spare = bytes.buffer as ArrayBuffer;
      worker.postMessage({ spare }, [spare]);
    },
    close: async () => {
      await worker.terminate();
    },
  };
}
