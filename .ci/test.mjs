/**
 * Runs the tests of every package through turbo, which skips those whose sources did not change, and ends with what
 * failed, once more, and one line that counts them all: whoever sees the end of the output sees why. Arguments are handed to turbo: `pnpm test --filter @erp/crm`, `pnpm test --affected`.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

// Tests of commands fill it with what they translate of checkouts that are gone.
rmSync('node_modules/.cache/erp-tests', { recursive: true, force: true });

const turbo = spawn('turbo', ['run', 'test', '--concurrency=2', '--continue', ...process.argv.slice(2)], {
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  stdio: ['inherit', 'pipe', 'pipe'],
});

/** Of one package; a failure says what it has to say in its first lines. */
const MOST_LINES = 150;

const counts = { passed: 0, failed: 0, skipped: 0 };
/** What skipped tests lack, and how many lack it. */
const needs = new Map();
/** What Jest says of test files that failed, by package. */
const failures = new Map();
/** The packages whose output is at a failed test file now. */
const failing = new Set();
/** The packages of which Jest says all failures once more, as it does at the end of many files. */
const repeating = new Set();
let rest = '';
turbo.stdout.on('data', (chunk) => {
  process.stdout.write(chunk);
  const lines = (rest + chunk).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines.map(stripVTControlCharacters)) {
    keepFailure(line);
    // Jest's summary of one package: "Tests:  1 failed, 2 skipped, 30 passed, 33 total"
    const summary = /Tests: +(.*\d+ total)/.exec(line)?.[1] ?? '';
    for (const [, number, kind] of summary.matchAll(/(\d+) (passed|failed|skipped)/g))
      counts[kind] += Number(number);
    const [, lacking] = /Skipped, needs (.*?): /.exec(line) ?? [];
    if (lacking !== undefined) needs.set(lacking, (needs.get(lacking) ?? 0) + 1);
  }
});
turbo.stderr.pipe(process.stderr);
turbo.on('close', (code) => {
  for (const [task, lines] of failures) {
    console.log(`\n${task} failed:`);
    console.log(lines.slice(0, MOST_LINES).join('\n'));
    if (lines.length > MOST_LINES) console.log(`... and ${lines.length - MOST_LINES} lines more above.`);
  }
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
  for (const [lacking, number] of needs) console.log(`Skipped (${number}): needs ${lacking}.`);
  process.exitCode = code ?? 1;
  const ran = counts.passed + counts.failed;
  if (ran > 0 || process.exitCode !== 0) return;
  if (process.argv.includes('--affected')) return console.log('No package is affected.');
  console.error('No test ran: the filter names no package that has one.');
  process.exitCode = 1;
});

/** Keeps what Jest prints of a test file that failed, up to the next file of the same package or its summary. */
function keepFailure(line) {
  const [, task, text] = /^(\S+[#:]test): (.*)$/.exec(line) ?? [];
  if (task === undefined || repeating.has(task)) return;
  if (text.startsWith('Summary of all failing tests')) {
    repeating.add(task);
    return;
  }
  if (text.startsWith('FAIL ')) failing.add(task);
  else if (/^(PASS |Test Suites:)/.test(text)) failing.delete(task);
  if (!failing.has(task)) return;
  if (!failures.has(task)) failures.set(task, []);
  failures.get(task).push(text);
}
