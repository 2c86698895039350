import { linkWaits, planMigrations } from '@erp/engine/plan';
import type { LinkStep, MigrationStep } from '@erp/engine/project';
import type { DomainPackage } from '../src/project/domain-package.ts';
import { type Project, projectOf } from '../src/project/project.ts';

const EMPTY = { exists: false, rows: [] };

/** Domains of three migrations, each with links to the next ones. */
function linkedWorkspace(count: number, linksEach: number): Project {
  const name = (i: number) => `d${String(i % count).padStart(4, '0')}`;
  const domains = Array.from({ length: count }, (_, i): DomainPackage => {
    const links = Array.from({ length: linksEach }, (_each, n): LinkStep => {
      const from = { table: name(i), column: `c${n}` };
      const to = { table: name(i + n + 1), column: 'id' };
      const link = { from, to, domain: to.table, onDelete: 'SET NULL' as const, because: 'x' };
      const step = `${name(i)}/links/${from.table}.${from.column}`;
      return { kind: 'link', name: step, domain: name(i), checksum: '', link };
    });
    return {
      name: name(i),
      directory: name(i),
      packageName: name(i),
      fromPackage: false,
      dependencies: [],
      definition: { name: name(i), purpose: '', owner: '' },
      tables: new Map(),
      migrations: [1, 2, 3].map((n) => migration(name(i), n)),
      functions: [],
      reference: undefined,
      links,
    };
  });
  return projectOf('', domains);
}

function migration(domain: string, number: number): MigrationStep {
  const name = `${domain}/000${number}_step`;
  return { kind: 'migration', name, domain, file: name, checksum: '', after: [], transactional: true };
}

test('planning links looks up no domain by going through all of them', () => {
  const count = 1_000;
  const workspace = linkedWorkspace(count, 5);
  let looks = 0;
  const domains = new Proxy([...workspace.domains], {
    get(target, key) {
      if (/^\d+$/.test(String(key))) looks += 1;
      return Reflect.get(target, key);
    },
  });
  const plan = planMigrations({ ...workspace, domains }, EMPTY);
  expect(plan.steps).toHaveLength(8 * count);
  expect(plan.waiting).toEqual([]);
  expect(looks).toBeLessThanOrEqual(10 * count);
});

test('a link asks for each migration once, and is told when what it waits for has come meanwhile', () => {
  const workspace = linkedWorkspace(2, 1);
  const [first, second] = workspace.domains;
  const done = new Set(first?.migrations.map((each) => each.name));
  const waitsFor = linkWaits(workspace, done);
  const [link] = first?.links ?? [];
  if (link === undefined) throw new Error('no link');
  expect(waitsFor(link)).toBe('d0001');
  for (const each of second?.migrations ?? []) done.add(each.name);
  expect(waitsFor(link)).toBeUndefined();
});
