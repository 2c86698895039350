import { parentPort } from 'node:worker_threads';

// The same door as bin/erp.js: Node runs TypeScript by itself from 22.18 on; before that tsx does it.
if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { makeChunk } = await import('./chunk.ts');

// One after another: the first one waits for its module, and the next one must not overtake it.
let last = Promise.resolve();
parentPort.on('message', (order) => {
  last = last.then(() => answer(order));
});

async function answer(order) {
  try {
    const { bytes, rows } = await makeChunk(order);
    // A buffer of its own is handed over, not copied; a piece of a shared pool cannot be.
    const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
    parentPort.postMessage({ bytes: whole, rows }, [whole.buffer]);
  } catch (error) {
    parentPort.postMessage({ error: String(error?.stack ?? error) });
  }
}
