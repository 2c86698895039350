/**
 * A process of its own, as `erp seed` is one: starts as the command does, loads the whole demo, prints where time and
 * memory went.
 */
import { readFileSync } from 'node:fs';
import { importTypeScript } from '@erp/engine/import-typescript';

const [settings, scale, root] = process.argv.slice(2);
const { openSession } = await importTypeScript(
  new URL('../../engine/src/connection/index.ts', import.meta.url).pathname,
);
const { discoverDomains } = await importTypeScript(
  new URL('../../engine/src/project/index.ts', import.meta.url).pathname,
);
const { prepareDemo } = await importTypeScript(new URL('../src/demo.ts', import.meta.url).pathname);
const { SILENT } = await importTypeScript(new URL('../src/progress.ts', import.meta.url).pathname);

const session = await openSession(JSON.parse(settings));
const demo = await prepareDemo(session, await discoverDomains(root), { scale: Number(scale) });
const plan = await demo.plan();
const start = performance.now();
/** Milliseconds, by domain and phase. */
const phases = {};
/** Seconds of the processors that this process and the server's have used, by phase. */
const processors = {};
let used = processorsUsed();
const progress = {
  ...SILENT,
  phase(domain, phase, milliseconds) {
    phases[domain] ??= {};
    phases[domain][phase] = (phases[domain][phase] ?? 0) + milliseconds;
    charge(phase);
  },
  committed(domain, _rows, milliseconds) {
    const told = Object.values(phases[domain] ?? {}).reduce((sum, each) => sum + each, 0);
    phases[domain] = { ...phases[domain], 'commit and the rest': milliseconds - told };
    charge('commit and the rest');
  },
};
const tables = await demo.load(plan, progress);
const server = processorSecondsOf(session.pid);
await session.close();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    // From the start of the process on.
    seconds: performance.now() / 1000,
    startSeconds: start / 1000,
    client: (userCPUTime + systemCPUTime) / 1e6,
    server,
    peakMegabytes: maxRSS / 1024,
    phases,
    processors,
  }),
);

function charge(phase) {
  const now = processorsUsed();
  processors[phase] ??= { client: 0, server: 0 };
  processors[phase].client += now.client - used.client;
  processors[phase].server += (now.server ?? 0) - (used.server ?? 0);
  used = now;
}

function processorsUsed() {
  const { user, system } = process.cpuUsage();
  return { client: (user + system) / 1e6, server: processorSecondsOf(session.pid) };
}

/** What a process of the server has used of the processors, where the kernel says it; a tick is a hundredth of a second. */
function processorSecondsOf(pid) {
  try {
    const [, fields] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const [user, system] = (fields ?? '').split(' ').slice(11, 13).map(Number);
    return (user + system) / 100;
  } catch {
    return undefined;
  }
}
