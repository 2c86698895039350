import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeDomains } from '@erp/engine/catalog';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { migratedDatabase } from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);

const listed = (cell: string) => (cell === '–' ? [] : cell.split(', '));

const [page = ''] = readFileSync(join(root, 'docs', 'modules.md'), 'utf8').split('\n## ');

/** The rows of the first table in docs/modules.md: domain, what was asked for, tables, functions. */
const promised = page
  .split('\n')
  .filter((line) => /^\| [a-z]/.test(line) && !line.startsWith('| domain'))
  .map((line) => line.split('|').map((each) => each.trim()))
  .map(([, domain = '', asked = '', tables = '', functions = '']) => ({
    domain,
    asked,
    tables: listed(tables),
    functions: listed(functions),
  }));

const promisedNames = (kind: 'tables' | 'functions') =>
  promised.flatMap((row) => row[kind].map((name) => `${row.domain}.${name}`)).sort();

let overview: Awaited<ReturnType<typeof describeDomains>>;

beforeAll(async () => {
  const database = await migratedDatabase();
  try {
    overview = await describeDomains(await database.session(), (await discoverDomains(root)).domains);
  } finally {
    await database.drop();
  }
});

test('docs/modules.md names every table once, in the domain that has it, and no other', () => {
  const live = overview.flatMap((domain) => domain.tables.map(({ table }) => `${domain.name}.${table}`));
  expect(promisedNames('tables')).toEqual(live.sort());
  const silent = overview.flatMap((domain) => domain.tables.filter(({ comment }) => (comment ?? '') === ''));
  expect(silent).toEqual([]);
});

test('docs/modules.md names every function that an application may call once, in the domain that has it', () => {
  const live = overview.flatMap((domain) => domain.functions.map(({ name }) => `${domain.name}.${name}`));
  expect(promisedNames('functions')).toEqual([...new Set(live)].sort());
});

test('docs/locks.md lists the functions that are done twice when they are called twice, as their comments say', () => {
  const [, section = ''] = readFileSync(join(root, 'docs', 'locks.md'), 'utf8').split('### What has no key');
  const [table = ''] = section.split('\n## ');
  const written = [...table.matchAll(/^\| ([a-z]+) \| ([a-z_, ]+) \|/gm)]
    .filter(([, domain]) => domain !== 'domain')
    .flatMap(([, domain, names = '']) => listed(names).map((name) => `${domain}.${name}`));
  const twice = overview.flatMap((domain) =>
    domain.functions
      .filter(({ comment }) => /a second call is a second one/i.test(comment ?? ''))
      .map(({ name }) => `${domain.name}.${name}`),
  );
  expect(written.sort()).toEqual(twice.sort());
});

test('docs/modules.md has every domain, and says something of each', () => {
  expect([...new Set(promised.map(({ domain }) => domain))].sort()).toEqual(
    overview.map((domain) => domain.name).sort(),
  );
  expect(
    promised.filter(({ asked, tables, functions }) => asked === '' || tables.length + functions.length === 0),
  ).toEqual([]);
});
