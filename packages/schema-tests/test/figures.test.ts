import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '@erp/engine/project';
import { testWorkspace } from '@erp/testing/database';
import { columnsAddedToBy, columnsWrittenBy } from './figure-writers.ts';

interface Figure {
  readonly owner: string;
  readonly domain: string;
  /** Every function that writes the column, sorted. */
  readonly writers: readonly string[];
  /** Functions of an earlier domain that carry the figure over before what the owner counts moves. */
  readonly carriers: readonly string[];
}

interface WrittenFunction {
  readonly domain: string;
  readonly text: string;
}

let workspace: Project;
let functions: ReadonlyMap<string, WrittenFunction>;
let figures: ReadonlyMap<string, Figure>;

beforeAll(async () => {
  workspace = await testWorkspace();
  functions = readFunctions(workspace);
  figures = readFigures(readFileSync(join(workspace.root, 'docs/figures.md'), 'utf8'));
});

/** The function files of all domains, by name. */
function readFunctions({ domains }: Project): ReadonlyMap<string, WrittenFunction> {
  return new Map(
    domains.flatMap(({ name, directory }) =>
      filesIn(join(directory, 'functions')).map((file): [string, WrittenFunction] => [
        file.replace('.sql', ''),
        { domain: name, text: readFileSync(join(directory, 'functions', file), 'utf8') },
      ]),
    ),
  );
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((file) => file.endsWith('.sql'));
  } catch {
    return [];
  }
}

/** The lines of docs/figures.md, by `table.column`. */
function readFigures(page: string): ReadonlyMap<string, Figure> {
  const found = new Map<string, Figure>();
  for (const line of page
    .split('\n')
    .filter((each) => /^\| [a-z]/.test(each) && !each.startsWith('| table'))) {
    const [table = '', columns = '', owned = '', others = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    const [domain = '', owner = ''] = owned.split(': ');
    const beside = others.split(', ').filter((each) => each !== '');
    const writers = [owner, ...beside.map((each) => each.replace(' (carries)', ''))].sort();
    const carriers = beside
      .filter((each) => each.endsWith(' (carries)'))
      .map((each) => each.replace(' (carries)', ''));
    for (const column of columns.split(', '))
      found.set(`${table}.${column}`, { owner, domain, writers, carriers });
  }
  return found;
}

const domainOf = (name: string) => functions.get(name)?.domain;
const domainOfTable = (table: string) =>
  workspace.domains.find((domain) => domain.tables.has(table))?.name ?? 'nobody';

/** Functions by the column that they write. */
function writersByColumn(of: (text: string) => ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const by = new Map<string, string[]>();
  for (const [name, { text }] of functions) {
    for (const column of of(text)) by.set(column, [...(by.get(column) ?? []), name].sort());
  }
  return by;
}

test('a column that counts is in docs/figures.md, with every function that writes it', () => {
  const written = writersByColumn(columnsWrittenBy);
  const added = writersByColumn(columnsAddedToBy);
  const counts = [...written].filter(([column, writers]) => {
    const [table = ''] = column.split('.');
    return (
      writers.some((each) => each.startsWith('refresh_')) ||
      (new Set(writers.map(domainOf)).size > 1 && !/_by$|_id$/.test(column)) ||
      (added.has(column) && writers.length > 1) ||
      (added.get(column) ?? []).some((each) => domainOf(each) !== domainOfTable(table))
    );
  });
  expect(Object.fromEntries(counts)).toEqual(
    Object.fromEntries([...figures].map(([column, { writers }]) => [column, writers])),
  );
  expect(counts.length).toBeGreaterThan(50);
});

test('a figure is written by functions of one domain, but for those that carry it over', () => {
  const foreign = [...figures].flatMap(([column, { domain, writers, carriers }]) =>
    writers
      .filter((each) => !carriers.includes(each) && domainOf(each) !== domain)
      .map((each) => `${column} of ${domain} is written by ${domainOf(each)}: ${each}`),
  );
  expect(foreign).toEqual([]);
});

test('what carries a figure over is of the domain of the table, and moves nothing before', () => {
  for (const [column, { carriers }] of figures) {
    for (const carrier of carriers) {
      expect(domainOf(carrier)).toBe(domainOfTable(column.split('.')[0] ?? ''));
      const text = functions.get(carrier)?.text ?? '';
      expect(text.indexOf('UPDATE public.')).toBeGreaterThan(0);
      expect(text.indexOf('UPDATE public.')).toBeLessThan(text.indexOf('app.repoint_references('));
    }
  }
});

test('where others step a figure, its owner counts nothing of what the functions of the schema add', () => {
  const twice = [...figures].flatMap(([column, { owner, writers, carriers }]) => {
    const stepping = writers.filter((each) => each !== owner && !carriers.includes(each));
    if (!owner.startsWith('refresh_') || stepping.length === 0) return [];
    const triggers = (functions.get(owner)?.text ?? '').matchAll(
      /CREATE OR REPLACE TRIGGER (\w+)\s+AFTER INSERT ON public\.(\w+)[^;]*;/g,
    );
    return [...triggers]
      .filter(([statement, , table]) => {
        const adds = stepping.some((each) =>
          new RegExp(`INSERT INTO public\\.${table}\\b`).test(functions.get(each)?.text ?? ''),
        );
        return adds && !statement.includes("current_user <> 'erp_definer'");
      })
      .map(([, trigger]) => `${column}: ${trigger} counts what ${stepping.join(', ')} step`);
  });
  expect(twice).toEqual([]);
});

test('a function of another domain that adds to a figure is found', () => {
  expect([
    ...columnsWrittenBy(`
      -- UPDATE public.not_this SET a = 1
      UPDATE public.crm_customers c
      SET lifetime_value = c.lifetime_value + v_drop.lifetime_value, (source, batch_id) = (SELECT 'a, b', 2 FROM x),
        last_order_at = greatest(c.last_order_at, 'FROM')
      FROM other WHERE c.id = 1;
      INSERT INTO public.alerts AS a (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET occurrences = a.occurrences + 1
      RETURNING a.id INTO v_id;`),
  ]).toEqual([
    'crm_customers.lifetime_value',
    'crm_customers.source',
    'crm_customers.batch_id',
    'crm_customers.last_order_at',
    'alerts.occurrences',
  ]);
  expect([
    ...columnsAddedToBy(`
      UPDATE public.order_items i SET discount_amount = greatest(i.discount_amount - s.share, 0), quantity = 1 FROM s;`),
  ]).toEqual(['order_items.discount_amount']);
});
