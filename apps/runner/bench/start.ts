/**
 * What a command costs before it does anything, as a multiple of a Node that does nothing, measured in turns so that a
 * busy machine is busy for both: `pnpm --filter @erp/runner bench:start`. Processor time is what counts; the clock on
 * the wall is shown beside it. With the database of the environment, which has to be migrated, or the embedded one.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';

const ROUNDS = Number(process.env.ROUNDS ?? 11);
const root = findWorkspaceRoot(import.meta.dirname);
const erp = join(root, 'apps', 'runner', 'bin', 'erp.js');

interface Cost {
  readonly processor: number;
  readonly wall: number;
}

/** Ticks of the processor that children which have ended have used: fields 16 and 17 of proc(5). */
function ticksOfChildren(): number {
  const [user, system] = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(13, 15);
  return Number(user) + Number(system);
}

/** Runs Node with these arguments and says what it took. */
function costOf(args: readonly string[]): Cost {
  const [ticks, start] = [ticksOfChildren(), performance.now()];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { processor: ticksOfChildren() - ticks, wall: performance.now() - start };
}

const commands: Record<string, string[]> = {
  'erp --version': [erp, '--version'],
  'erp plan --fresh': [erp, 'plan', '--fresh', '--json'],
  'erp migrate, nothing to do': [erp, 'migrate'],
};
if (process.platform !== 'linux') throw new Error('Processor time is read from /proc: Linux alone.');
// The first run of each fills caches, and migrates what is not yet.
for (const args of Object.values(commands)) costOf(args);

const ratios = Object.keys(commands).map((name) => ({
  name,
  processor: [] as number[],
  wall: [] as number[],
}));
for (let round = 0; round < ROUNDS; round++) {
  for (const { name, processor, wall } of ratios) {
    const nothing = costOf(['-e', '0']);
    const command = costOf(commands[name] ?? []);
    processor.push(command.processor / Math.max(1, nothing.processor));
    wall.push(command.wall / nothing.wall);
  }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
console.log(`Node ${process.versions.node}, median of ${ROUNDS} pairs; times "node -e 0"`);
for (const { name, processor, wall } of ratios)
  console.log(
    `${name.padEnd(28)}${median(processor).toFixed(1).padStart(6)} × processor${median(wall).toFixed(1).padStart(6)} × wall`,
  );
