import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { RULES } from '@erp/verify/rules';

const root = findWorkspaceRoot(import.meta.dirname);
const readme = readFileSync(join(root, 'README.md'), 'utf8');

test('README names the file that `pnpm new migration` makes', () => {
  const last = readdirSync(join(root, 'packages/domains/crm/migrations')).sort().at(-1) ?? '';
  const next = String(Number(last.slice(0, 4)) + 1).padStart(4, '0');
  expect(readme).toContain(`packages/domains/crm/migrations/${next}_add_loyalty_tier.ts`);
});

test('README points at files that are there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path as string);
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every rule that README names has its number', () => {
  const ids = new Set(RULES.map(({ id }) => id));
  const named = [...readme.matchAll(/\brules? (\d{4})\b/g)].map(([, id]) => id as string);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});
