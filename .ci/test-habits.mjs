/**
 * What tests must not do, and packages without any. Tests that judge by a clock, or hope that enough time has passed,
 * fail on a busy machine, and on a quiet one a sleep hides that nobody has waited. What to do instead stands with each
 * rule. An argument names another checkout.
 */
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesBelow, packageFolders } from './checkout-files.mjs';

const ASK =
  'Wait for the state itself: untilBlocked of a test database, or until of @erp/test-database/until.';
const COUNT =
  'Count what it costs: costOf of @erp/testing/statement-cost, a plan, statements. Times go into a bench.';

const rules = [
  {
    what: 'measures time',
    pattern: /\bperformance\.now\b|\bhrtime\b|[<>]=?\s*Date\.now\(\)|Date\.now\(\)\s*(?:-\s*[a-z_$]|[<>]|;)/i,
    instead: COUNT,
  },
  { what: 'lets time pass', pattern: /(?<!jest\.)\bsetTimeout\b|\bsetInterval\b|node:timers/, instead: ASK },
  { what: 'lets the server sleep', pattern: /\bpg_sleep\b/, instead: ASK },
  { what: 'sets a limit', pattern: /\b(?:statement|lock)_timeout\b(?!\s*=\s*0)/, instead: COUNT },
  {
    what: 'has a limit of its own',
    pattern: /\bjest\.setTimeout\b|^\}, [\d_]+\);|\btimeout: \d/,
    instead: 'jest.config.js has one for all tests, which no working machine meets.',
  },
  {
    what: 'is left out without a word',
    pattern: /\b(?:it|test|describe)\.(?:only|todo|skip)\b(?!.*\bneeds\b)/i,
    instead:
      'Say in the title what it needs that this machine lacks; itWhere of packages/postgres/test/holder.ts does.',
  },
  {
    what: 'chooses a port',
    pattern: /\bport\b.*\bprocess\.pid\b|\.listen\([1-9]/,
    instead: 'Listen on port 0, and ask which one it became.',
  },
  {
    what: 'leaves it to chance',
    pattern: /\bMath\.random\b|\brandom\(\)/,
    instead:
      'A run that fails must fail again: count, or hash what is counted; in SQL, seed random() by setseed.',
  },
];

/** Where it is meant, and why. */
const exceptions = [
  { file: 'packages/test-database/src/until.ts', what: 'lets time pass', because: 'it is where tests wait' },
  {
    file: 'packages/postgres/test/holder.ts',
    what: 'lets time pass',
    because: 'it is the same for a package that cannot depend on @erp/test-database, which depends on it',
  },
  {
    file: 'packages/prove/test/command.test.ts',
    what: 'lets the server sleep',
    because: 'the statement is ended by the test, which does not wait for it',
  },
  {
    file: 'apps/runner/test/history-speaks.test.ts',
    what: 'lets the server sleep',
    because: 'the runner is ended by the test while the statement runs, which does not wait for it',
  },
];

const root = process.argv[2] ?? join(import.meta.dirname, '..');
const packages = [...packageFolders(root), '.ci'].map((folder) => join(root, folder));

const found = [];
for (const folder of packages) {
  const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const tests = sourcesIn(join(folder, 'test')).filter((path) => path.endsWith('.test.ts'));
  if (tests.length === 0 || scripts.test === undefined)
    found.push(`${relative(root, folder)} has no tests: it needs a file in test/ and a script "test".`);
}
const testing = ['test-database', 'testing', 'domain-contract'].map((each) =>
  join(root, 'packages', each, 'src'),
);
for (const folder of [...packages.map((each) => join(each, 'test')), ...testing]) {
  for (const path of sourcesIn(folder)) {
    const file = relative(root, path).split(sep).join('/');
    // The test of this check plants what it finds.
    if (file === '.ci/test/test-habits.test.ts') continue;
    for (const [index, line] of readFileSync(path, 'utf8').split('\n').entries()) {
      for (const { what, pattern, instead } of rules) {
        if (!pattern.test(line) || exceptions.some((each) => each.file === file && each.what === what))
          continue;
        found.push(`${file}:${index + 1} ${what}: ${line.trim()}\n  ${instead}`);
      }
    }
  }
}
if (found.length > 0) {
  console.error(found.join('\n'));
  process.exitCode = 1;
}

function sourcesIn(folder) {
  return filesBelow(folder, /\.ts$/);
}
