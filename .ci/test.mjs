/**
 * Runs the tests of every package through turbo, which skips those whose sources did not change, and ends with one
 * line that counts them all. Arguments are handed to turbo: `pnpm test --filter @erp/crm`, `pnpm test --affected`.
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

const counts = { passed: 0, failed: 0, skipped: 0 };
/** What skipped tests lack, and how many lack it. */
const needs = new Map();
let rest = '';
turbo.stdout.on('data', (chunk) => {
  process.stdout.write(chunk);
  const lines = (rest + chunk).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines.map(stripVTControlCharacters)) {
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
