import { Worker } from 'node:worker_threads';
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
      const ahead: Promise<Chunk>[] = [];
      let next = 0;
      for (const order of orders) {
        const worker = workers[next % threads] as ChunkWorker;
        next += 1;
        const chunk = worker.make(order);
        // Awaited in its turn; until then a failure is nobody's unhandled rejection.
        chunk.catch(() => {});
        ahead.push(chunk);
        if (ahead.length >= threads * 2) yield await (ahead.shift() as Promise<Chunk>);
      }
      for (const chunk of ahead) yield await chunk;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

interface ChunkWorker {
  make(order: ChunkOrder): Promise<Chunk>;
  close(): Promise<void>;
}

function startWorker(): ChunkWorker {
  // Generating needs no more; a leak would show here and not in the memory of the machine.
  const worker = new Worker(new URL('./chunk-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 },
  });
  const waiting: { resolve(chunk: Chunk): void; reject(error: Error): void }[] = [];
  worker.on('message', (answer: Chunk & { readonly error?: string }) => {
    const turn = waiting.shift();
    if (answer.error !== undefined) turn?.reject(new Error(answer.error));
    else turn?.resolve(answer);
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
    close: async () => {
      await worker.terminate();
    },
  };
}
