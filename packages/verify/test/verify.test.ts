import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '@erp/engine/connection';
import { type Project, projectOf } from '@erp/engine/project';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { type DomainException, loadExceptions } from '../src/exceptions.ts';
import { RULES } from '../src/rules.ts';
import { verifySchema } from '../src/verify.ts';
import { createProbeTables } from './probe-tables.ts';

let database: TestDatabase;
let session: Session;
let workspace: Project;
let exceptions: readonly DomainException[];

beforeAll(async () => {
  database = await migratedDatabase({ domains: ['system'] });
  session = await database.session();
  workspace = await testWorkspace(['system']);
  exceptions = await loadExceptions(workspace, new Set(['system']));
});
afterAll(() => database.drop());

beforeEach(() => session.query('BEGIN'));
afterEach(() => session.query('ROLLBACK'));

const excuse = (rule: string, key: string): DomainException => ({
  domain: 'system',
  rule,
  key,
  because: 'For the test.',
});

test('a migrated database keeps every rule', async () => {
  const report = await verifySchema(session, { workspace, exceptions });
  expect(report.findings).toEqual([]);
  expect(report.accepted).toHaveLength(exceptions.length);
  expect(report.checked).toHaveLength(RULES.length - 1);
  expect(report.skipped).toEqual([{ rule: '0056', needs: 'withScratch' }]);
});

test('without a checkout the rules that compare with it are skipped, and said to be', async () => {
  const report = await verifySchema(session, { exceptions });
  expect(report.skipped.map((each) => each.rule)).toEqual(['0054', '0055', '0056']);
});

test('a finding comes with the name, the level and the page of its rule', async () => {
  await createProbeTables(session.knex);
  await session.query('ALTER TABLE probe_lines NO FORCE ROW LEVEL SECURITY');
  const report = await verifySchema(session, { rules: ['rls_forced'], exceptions });
  expect(report.checked).toEqual(['0005']);
  expect(report.findings).toEqual([
    expect.objectContaining({
      rule: '0005',
      name: 'rls_forced',
      level: 'error',
      key: 'public.probe_lines',
      table: 'public.probe_lines',
      page: 'docs/rules/0005_rls_forced.md',
    }),
  ]);
});

test('an exception accepts the one finding that it names', async () => {
  await createProbeTables(session.knex);
  await session.query(
    'ALTER TABLE probe_lines NO FORCE ROW LEVEL SECURITY; ALTER TABLE probe_events NO FORCE ROW LEVEL SECURITY',
  );
  const exception = excuse('0005', 'public.probe_lines');
  const report = await verifySchema(session, { rules: ['0005'], exceptions: [exception] });
  expect(report.findings.map((finding) => finding.key)).toEqual(['public.probe_events']);
  expect(report.accepted).toEqual([
    { finding: expect.objectContaining({ key: 'public.probe_lines' }), exception },
  ]);
});

test('an exception that matches nothing is a finding, unless its rule was not asked', async () => {
  const unused = [
    excuse('0005', 'public.gone'),
    excuse('0004', 'public.not_asked'),
    excuse('9999', 'public.no_rule'),
  ];
  const report = await verifySchema(session, { rules: ['0005'], exceptions: unused });
  expect(report.findings.map((finding) => [finding.rule, finding.key])).toEqual([
    ['0000', '0005 public.gone'],
    ['0000', '9999 public.no_rule'],
  ]);
  expect(report.findings[0]?.remediation).toContain('packages/domains/system/exceptions.ts');
});

test('a rule that is not there is refused, and the ones that are are named', async () => {
  await expect(verifySchema(session, { rules: ['0005', 'rls_force'], exceptions })).rejects.toMatchObject({
    code: 'rule_unknown',
    detail: expect.stringContaining('0005 rls_forced'),
  });
});

describe('exceptions.ts', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'verify-exceptions-'));
    await mkdir(join(root, 'shop'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const load = async (source: string, installed = ['shop']) => {
    await writeFile(join(root, 'shop', 'exceptions.ts'), source);
    const [domain] = workspace.domains;
    const domains = domain === undefined ? [] : [{ ...domain, name: 'shop', directory: join(root, 'shop') }];
    return loadExceptions(projectOf(root, domains), new Set(installed));
  };
  const entry = "{ rule: '0001', key: 'public.codes', because: 'A pure code list.' }";

  test('is read with the name of its domain', async () => {
    expect(await load(`export default [${entry}];`)).toEqual([
      { domain: 'shop', rule: '0001', key: 'public.codes', because: 'A pure code list.' },
    ]);
  });

  test('is left alone while its domain is not installed', async () => {
    expect(await load(`export default [${entry}];`, [])).toEqual([]);
  });

  test.each([
    ["export default [{ rule: '0001', key: 'public.codes', because: ' ' }];"],
    ["export default [{ rule: '1', key: 'public.codes', because: 'No four digits.' }];"],
    [`export const exceptions = [${entry}];`],
  ])('is refused when it is %s', async (source) => {
    await expect(load(source)).rejects.toMatchObject({
      code: 'exception_malformed',
      message: expect.stringContaining('shop'),
    });
  });
});
