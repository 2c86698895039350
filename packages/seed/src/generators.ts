import { Worker } from 'node:worker_threads';
import { Problem, type ProblemFields } from '@erp/kit/problem';
import { type Chunk, type ChunkOrder, makeChunk } from './chunk.ts';

/** Makes chunks, in this thread or in others. */
export interface Generators {
  /** The chunks in the order in which they were asked for, made a little ahead of the reader. */
  chunks(orders: Iterable<ChunkOrder>): AsyncGenerator<Chunk>;
  close(): Promise<void>;
}

/**
 * @param threads worker threads; 0 makes everything in this one, which is quickest for small demos. The bytes are the
 *   same for any number.
 */
export function openGenerators(threads: number): Generators {
  if (threads === 0) {
    return {
      async *chunks(orders) {
        for (const order of orders) yield await makeChunk(order);
      },
      close: async () => {},
    };
  }
  const workers = Array.from({ length: threads }, startWorker);
  return {
    async *chunks(orders) {
      // Two pieces per worker: one being made, one waiting, so that none has to wait for the reader.
      const queued: { readonly worker: ChunkWorker; readonly chunk: Promise<Chunk> }[] = [];
      const read: { readonly worker: ChunkWorker; readonly chunk: Chunk }[] = [];
      let next = 0;
      async function* shift() {
        const { worker, chunk } = queued.shift() as (typeof queued)[number];
        read.push({ worker, chunk: await chunk });
        yield (read.at(-1) as (typeof read)[number]).chunk;
        // The stream holds one piece, and the socket another one; what lies further back has been sent.
        if (read.length > SENT_AFTER) {
          const done = read.shift() as (typeof read)[number];
          done.worker.takeBack(done.chunk);
        }
      }
      for (const order of orders) {
        const worker = workers[next % threads] as ChunkWorker;
        next += 1;
        const chunk = worker.make(order);
        // Awaited in its turn; until then a failure is nobody's unhandled rejection.
        chunk.catch(() => {});
        queued.push({ worker, chunk });
        if (queued.length >= threads * 2) yield* shift();
      }
      while (queued.length > 0) yield* shift();
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

/** Pieces after which one has surely left for the server. */
const SENT_AFTER = 4;

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
