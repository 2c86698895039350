/**
 * Runs the tests of every package in one Jest, whose processes read what all packages stand on once, and ends with one
 * line that counts them all. Packages whose tests have passed with the same sources are left out; turbo says what the
 * sources of a package are. Arguments are handed to turbo: `pnpm test --filter @erp/crm`, `pnpm test --affected`;
 * `--force` leaves none out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, sep } from 'node:path';

const root = join(import.meta.dirname, '..');
const cache = join(root, 'node_modules', '.cache');
/** By the hash of a package's sources, what its tests came to when all of them passed. */
const passed = join(cache, 'erp-passed');
const results = join(cache, `erp-results-${process.pid}.json`);

// Tests of commands fill it with what they translate of checkouts that are gone.
try {
  rmSync(join(cache, 'erp-tests'), { recursive: true, force: true });
} catch (error) {
  // Another run of tests writes into it.
  if (error.code !== 'ENOTEMPTY') throw error;
}
mkdirSync(passed, { recursive: true });

const asked = process.argv.slice(2);
const tasks = askTurbo(asked);
const counts = { passed: 0, failed: 0, skipped: 0, before: 0 };
/** What skipped tests lack, and how many lack it. */
const needs = new Map();
const due = tasks.filter((task) => asked.includes('--force') || !countEarlier(task));
process.exitCode = due.length === 0 ? 0 : runJest(due.map(({ directory }) => join(directory, 'test')));
const found = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')).testResults : [];
rmSync(results, { force: true });
for (const task of due) count(task);
report();

/** The packages that were asked for, with the hash of everything that their tests depend on. */
function askTurbo(args) {
  const { status, stdout, stderr } = spawnSync('turbo', ['run', 'test', '--dry=json', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) {
    process.stderr.write(stderr || stdout);
    process.exit(status ?? 1);
  }
  return JSON.parse(stdout.slice(stdout.indexOf('{'))).tasks.filter(
    ({ task, command }) => task === 'test' && command !== '<NONEXISTENT>',
  );
}

/** Counts a package whose tests have passed with these sources, and tells whether there was such a run. */
function countEarlier({ hash }) {
  const file = join(passed, hash);
  if (!existsSync(file)) return false;
  const earlier = JSON.parse(readFileSync(file, 'utf8'));
  counts.before += earlier.passed;
  counts.skipped += earlier.lacking.length;
  for (const lack of earlier.lacking) need(lack);
  return true;
}

/** Jest finds the tests of some packages and runs them; a package alone is run by its own script. */
function runJest(folders) {
  const { status } = spawnSync(
    'jest',
    [
      '--config',
      'jest.config.js',
      '--testMatch',
      '**/test/**/*.test.ts',
      // More than there are cores, of many packages: some wait for commands, some for the server.
      '--maxWorkers',
      String(availableParallelism() + 1),
      '--json',
      '--outputFile',
      results,
      '--roots',
      ...folders,
    ],
    { cwd: root, stdio: ['inherit', 'ignore', 'inherit'] },
  );
  return status ?? 1;
}

/** Counts what Jest has found out about a package, and keeps it where everything passed. */
function count({ directory, hash }) {
  const home = join(root, directory, 'test') + sep;
  const files = found.filter(({ name }) => name.startsWith(home));
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const of = (status) => tests.filter((test) => test.status === status);
  const lacking = of('pending').map(({ fullName }) => /\(needs (.*)\)/.exec(fullName)?.[1] ?? '');
  counts.passed += of('passed').length;
  // A file that cannot be read has no tests that fail.
  counts.failed +=
    of('failed').length +
    files.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
      .length;
  counts.skipped += lacking.length;
  for (const lack of lacking) need(lack);
  if (files.length > 0 && files.every(({ status }) => status === 'passed'))
    writeFileSync(join(passed, hash), JSON.stringify({ passed: of('passed').length, lacking }));
}

function need(lack) {
  if (lack !== '') needs.set(lack, (needs.get(lack) ?? 0) + 1);
}

function report() {
  const before = counts.before > 0 ? `, ${counts.before} unchanged since they passed` : '';
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}${before}`);
  for (const [lack, number] of needs) console.log(`Skipped (${number}): needs ${lack}.`);
  if (tasks.length > 0) return;
  if (asked.includes('--affected')) return console.log('No package is affected.');
  console.error('No test ran: the filter names no package that has one.');
  process.exitCode = 1;
}
