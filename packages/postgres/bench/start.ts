/** What the embedded server costs a command: the first start, a start of an existing cluster, joining one that runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@erp/postgres/embedded';

const directory = mkdtempSync(join(tmpdir(), 'erp-bench-'));
const times: Record<string, number[]> = { 'first start': [], start: [], join: [] };

async function timed(title: string) {
  const start = performance.now();
  const server = await openEmbedded({ directory });
  times[title]?.push(performance.now() - start);
  return server;
}

await (await timed('first start')).close();
for (let round = 0; round < 7; round++) {
  const first = await timed('start');
  const second = await timed('join');
  await second.close();
  await first.close();
}
rmSync(directory, { recursive: true, force: true });

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
const joining = median(times.join ?? []);
for (const [title, values] of Object.entries(times)) {
  console.log(
    `${title.padEnd(12)}${median(values).toFixed(0).padStart(6)} ms${(median(values) / joining).toFixed(1).padStart(8)} × joining`,
  );
}
