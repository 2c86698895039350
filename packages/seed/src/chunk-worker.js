import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { importTypeScript } from '@erp/engine/import-typescript';

const { makeChunk } = await importTypeScript(join(import.meta.dirname, 'chunk.ts'));

/** Memory that came back: buffers of the one thread would lie in the other until it happens to collect garbage. */
const spare = [];

function room(size) {
  const memory = spare.pop();
  return memory !== undefined && memory.byteLength >= size ? memory : new ArrayBuffer(size + (size >> 2));
}

// One after another: the first one waits for its module, and the next one must not overtake it.
let last = Promise.resolve();
parentPort.on('message', (message) => {
  if (message.spare !== undefined) spare.push(message.spare);
  else last = last.then(() => answer(message));
});

/** A worker lives for one run, so a tenant stays the same; what is remembered of it is found by the object. */
const tenants = new Map();

async function answer(order) {
  try {
    if (!tenants.has(order.tenant.id)) tenants.set(order.tenant.id, order.tenant);
    const { bytes, rows } = await makeChunk({ ...order, tenant: tenants.get(order.tenant.id) }, room);
    parentPort.postMessage({ memory: bytes.buffer, length: bytes.byteLength, rows }, [bytes.buffer]);
  } catch (error) {
    const { code, message, detail, hint } = error ?? {};
    parentPort.postMessage({ error: { code, message: message ?? String(error), detail, hint } });
  }
}
