import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { RULES } from '../src/rules.ts';
import { UNUSED_EXCEPTION } from '../src/verify.ts';
import { CASES } from './cases.ts';
import { CONTEXT_CASES } from './context-cases.ts';

const root = findWorkspaceRoot(import.meta.dirname);
const pages = join(root, 'docs', 'rules');
const withPages = [UNUSED_EXCEPTION, ...RULES];
const stemOf = ({ id, name }: { id: string; name: string }) => `${id}_${name}`;

test('every rule has a page, and every page a rule', () => {
  const files = readdirSync(pages).filter((file) => /^\d{4}_/.test(file));
  expect(files.sort()).toEqual(withPages.map((rule) => `${stemOf(rule)}.md`).sort());
});

test('the table of the rules lists every page with level and title', () => {
  const table = readFileSync(join(pages, 'README.md'), 'utf8');
  for (const rule of withPages)
    expect(table).toContain(`| [${rule.id}](${stemOf(rule)}.md) | ${rule.name} | ${rule.level} | `);
  for (const rule of RULES) expect(table).toContain(`| ${rule.title} |`);
});

test('every rule has a file of its own, and is in the list', () => {
  const files = readdirSync(join(import.meta.dirname, '..', 'src', 'rules'));
  expect(files.sort()).toEqual(RULES.map((rule) => `${stemOf(rule)}.ts`).sort());
});

test('every rule has a test that plants its fault, and every such test a rule', () => {
  const tested = new Set([...CASES.map((each) => each.rule), ...CONTEXT_CASES]);
  expect([...tested].sort()).toEqual(RULES.map((rule) => rule.id));
});

test('numbers count up and names are plain', () => {
  const ids = RULES.map((rule) => rule.id);
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const id of ids) expect(id).toMatch(/^\d{4}$/);
  for (const rule of RULES) expect(rule.name).toMatch(/^[a-z]+(_[a-z]+)*$/);
});

test.each(withPages.map((rule) => [stemOf(rule), rule] as const))(
  'the page of %s says what, why with a source, how to mend, and shows an example',
  (stem, rule) => {
    const page = readFileSync(join(pages, `${stem}.md`), 'utf8');
    expect(page).toMatch(new RegExp(`^# ${rule.id} ${rule.name}\n`));
    for (const heading of ['What is found', 'Why', 'How to mend it', 'Example'])
      expect(page).toContain(`## ${heading}\n`);
    expect(page).toContain(`Level: ${rule.level}.`);
    expect(page).toContain('\nSource: ');
    if ('title' in rule) expect(page).toContain(`**${rule.title}.**`);
  },
);
