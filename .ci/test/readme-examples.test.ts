import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { HERE } from './run-check.ts';

const packages = readdirSync(join(HERE, 'packages')).filter((name) =>
  existsSync(join(HERE, 'packages', name, 'package.json')),
);

/** Runs modules one after the other, each in the folder of its package, and says of each what it printed or threw. */
const RUN = `
const told = {};
const { log } = console;
for (const [name, folder, file] of JSON.parse(process.argv[1])) {
  const printed = [];
  console.log = (...values) => printed.push(values.length);
  process.chdir(folder);
  try {
    await import(file);
    told[name] = { printed: printed.length };
  } catch (error) {
    told[name] = { printed: printed.length, error: error.stack };
  }
}
log(JSON.stringify(told));
`;

interface Told {
  readonly printed: number;
  readonly error?: string;
}

let told: Readonly<Record<string, Told>>;
let stderr: string;

/** One process for all: most of what an example costs is reading the engine and the domains. */
beforeAll(() => {
  const examples = packages.map((name) => {
    const folder = join(HERE, 'packages', name);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    const { code } = transformSync(example, {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    });
    // In the folder itself: below node_modules a package would not find its own doors.
    const file = join(folder, `.readme-example-${process.pid}.mjs`);
    writeFileSync(file, code);
    return [name, folder, file];
  });
  const args = ['--import', 'tsx', '--input-type=module', '--eval', RUN, JSON.stringify(examples)];
  const run = spawnSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' });
  for (const [, , file = ''] of examples) rmSync(file);
  stderr = run.stderr;
  told = JSON.parse(run.stdout);
});

test.each(packages)('the example of %s runs and prints something', (name) => {
  expect(told[name]).toEqual({ printed: expect.any(Number) });
  expect(told[name]?.printed).toBeGreaterThan(0);
});

test('no example warns of anything', () => {
  expect(stderr).toBe('');
});
