import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askErp } from '@erp/test-database/ask-erp';
import { type Outcome, runErp } from '@erp/test-database/run-erp';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';
import type { Command } from 'commander';
import { buildProgram } from '../src/program.ts';

/** Every command that does something, by what is typed, e.g. `db start`. */
function leaves(command: Command, typed: readonly string[] = []): [string, Command][] {
  const under = command.commands.flatMap((each) => leaves(each, [...typed, each.name()]));
  // A group has no options of its own; what has both does something by itself too, e.g. `backup`.
  return under.length === 0 || command.options.some(({ long }) => long === '--json')
    ? [[typed.join(' '), command], ...under]
    : under;
}

/** Where this file's backups lie. */
const BACKUPS = mkdtempSync(join(tmpdir(), 'erp-commands-'));

/** How a checkout of one small domain is asked for JSON, what comes of it, and what is said while it lasts. */
const CALLS: Record<
  string,
  { args?: string[]; code?: number; has: string; says?: RegExp; server?: 'own'; checkout?: 'own' }
> = {
  migrate: { has: 'steps', says: /^Applying 2 steps …$/m },
  status: { has: 'domains' },
  plan: { has: 'steps' },
  'plan --sql': { has: 'scripts' },
  'plan --sql --out': { args: [join(BACKUPS, 'sql')], has: 'files' },
  'plan --analyze': { has: 'statements', says: /^Trying the plan on a scratch database …$/m },
  doctor: { has: 'checks' },
  fingerprint: { has: 'hash' },
  'foreign-keys': { has: 'foreignKeys' },
  verify: { code: 1, has: 'findings', says: /^Asking the rules of the live schema …$/m },
  'verify --data': { has: 'asked', says: /^Asking 0 rules of the business …$/m },
  prove: { args: ['--orders', '1'], has: 'paths', says: /^1 random orders …$/m },
  types: { has: 'wrote', says: /^Migrating a scratch database, .*…$/m },
  // These work on what system makes, which this checkout does not have.
  tables: { code: 1, has: 'problems', says: /^Migrating a scratch database, .*…$/m },
  docs: { code: 1, has: 'problems' },
  seed: { code: 1, has: 'problems' },
  demo: { code: 1, has: 'problems' },
  partitions: { code: 1, has: 'problems' },
  backup: { args: ['--to', BACKUPS], has: 'proof', says: /^Looking at the database …$/m },
  'backup --unverified': { args: ['--to', BACKUPS], has: 'bytes' },
  'backup list': { args: ['--in', BACKUPS], has: 'backups' },
  'backup verify': { args: ['--in', BACKUPS], has: 'proof', says: /^Checking the files of the backup …$/m },
  'backup prune': { args: ['--in', BACKUPS, '--yes'], has: 'kept' },
  restore: { args: ['nothing', '--in', BACKUPS], code: 2, has: 'problems' },
  'tenant list': { code: 1, has: 'problems' },
  'tenant export': { args: ['acme', '--to', BACKUPS], code: 1, has: 'problems' },
  'tenant import': { args: [join(BACKUPS, 'nothing')], code: 2, has: 'problems' },
  'tenant copy': { args: ['acme', '--as', 'other'], code: 1, has: 'problems' },
  'tenant restore': {
    args: ['acme', '--from', 'nothing', '--in', BACKUPS],
    code: 2,
    has: 'problems',
  },
  'tenant erase': { args: ['acme', '--yes'], code: 1, has: 'problems' },
  repair: { has: 'repaired' },
  rollback: { args: ['--yes'], has: 'steps', says: /^Rolling back 2 steps …$/m },
  baseline: { has: 'marked', says: /^Replaying 2 steps on a scratch database …$/m },
  'new migration': { args: ['crm', 'add color'], has: 'file', checkout: 'own' },
  'new domain': { args: ['sales', '--no-install'], has: 'files', checkout: 'own' },
  'db status': { has: 'state', server: 'own' },
  'db start': { has: 'url', says: /^Making the embedded PostgreSQL and starting it …$/m, server: 'own' },
  'db url': { has: 'url', server: 'own' },
  'db stop': { has: 'stopped', server: 'own' },
  // A server that runs would have to be started anew to archive its log.
  'db backup': { has: 'folder', says: /^Copying the data …$/m, server: 'own' },
  'db restore': { args: ['--yes'], has: 'base', says: /^Putting the data back …$/m, server: 'own' },
  'db reset': { args: ['--yes'], has: 'deleted', server: 'own' },
};

/** What is typed of the commands that are called above. */
const TYPED = [...new Set(Object.keys(CALLS).map((name) => name.replace(/ --.*/, '')))];

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeAll(async () => {
  database = await emptyDatabase();
  scratch = checkoutOfCrm();
});
afterAll(async () => {
  await runErp(scratch.root, undefined, ['db', 'reset', '--yes']);
  scratch.remove();
  rmSync(BACKUPS, { recursive: true });
  await database.drop();
});

function checkoutOfCrm(): ScratchWorkspace {
  const made = scratchWorkspace();
  // The pnpm that an installation brings along.
  made.write('node_modules/.bin/pnpm', '');
  made.addDomain('crm', [], { '0001_a.ts': tableMigration('a'), '0002_b.ts': tableMigration('b') });
  return made;
}

/** The one JSON value of a command's standard output. */
function jsonOf({ stdout }: Outcome): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('every command has --json, and a call above', async () => {
  const there = leaves(await buildProgram([]));
  const without = there.filter(([, leaf]) => !leaf.options.some(({ long }) => long === '--json'));
  expect(without.map(([name]) => name)).toEqual([]);
  expect([...TYPED].sort()).toEqual(there.map(([name]) => name).sort());
});

test.each(Object.entries(CALLS))('%s --json prints one value and says what it does', async (name, call) => {
  const { args = [], code = 0, has, says = /^/, server, checkout } = call;
  const typed = [...name.split(' '), ...args, '--json'];
  const place = checkout === 'own' ? checkoutOfCrm() : scratch;
  const outcome =
    server === 'own'
      ? await runErp(place.root, undefined, typed)
      : await askErp(place.root, database.settings, typed);
  if (place !== scratch) place.remove();
  expect(jsonOf(outcome)).toMatchObject({ version: 1, [has]: expect.anything() });
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toMatch(says);
});

test.each(TYPED)('%s refuses what it does not know', async (name) => {
  const typed = [...name.split(' '), ...(CALLS[name]?.args ?? []), '--sideways'];
  const program = await buildProgram(typed);
  for (const [, leaf] of [['', program] as const, ...leaves(program)])
    leaf.configureOutput({ writeErr() {} });
  await expect(program.parseAsync(typed, { from: 'user' })).rejects.toMatchObject({
    code: 'commander.unknownOption',
  });
});

test('wrong usage ends with 2, and a program is told so as JSON', async () => {
  const outcome = await runErp(scratch.root, database.settings, ['db', 'url', '--sideways', '--json']);
  expect(outcome.code).toBe(2);
  expect(jsonOf(outcome)).toMatchObject({
    version: 1,
    problems: [{ code: 'usage', message: expect.stringContaining("'--sideways'") }],
  });
});

test('every page of help fits in 80 columns', async () => {
  const pages = (command: Command): string[] => {
    let page = '';
    command.configureOutput({ getOutHelpWidth: () => 80, writeOut: (text) => (page += text) });
    command.outputHelp();
    return [page, ...command.commands.flatMap(pages)];
  };
  const lines = pages(await buildProgram([])).flatMap((page) => page.split('\n'));
  expect(lines.length).toBeGreaterThan(150);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test('the version can be asked for', async () => {
  expect(await runErp(scratch.root, database.settings, ['--version'])).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  });
});

test('commands are named so that they can be typed where pnpm came through npx', async () => {
  const called = (PATH: string, agent: string) =>
    askErp(scratch.root, database.settings, ['status'], { PATH, npm_config_user_agent: agent });
  expect((await called('/nowhere/node_modules/.bin', 'pnpm/12.0.0 npm/? node/v20')).stdout).toContain(
    'npx pnpm migrate (npx pnpm plan shows them)',
  );
  expect((await called('/nowhere', 'npm/11.0.0 node/v20')).stdout).toContain('Next: pnpm migrate (pnpm plan');
});
