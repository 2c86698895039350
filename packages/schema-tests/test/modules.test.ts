import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeDomains } from '@erp/engine/catalog';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { migratedDatabase } from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);

/** The rows of the table in docs/modules.md: domain, what was asked for, tables. */
const promised = readFileSync(join(root, 'docs', 'modules.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [a-z]/.test(line) && !line.startsWith('| domain'))
  .map((line) => line.split('|').map((each) => each.trim()))
  .map(([, domain = '', asked = '', tables = '']) => ({ domain, asked, tables: tables.split(', ') }));

test('every table that docs/modules.md names is there, in the domain that it names, and says what it is', async () => {
  const database = await migratedDatabase();
  try {
    const { domains } = await discoverDomains(root);
    const overview = await describeDomains(await database.session(), domains);
    const live = new Map(
      overview.flatMap((domain) => domain.tables.map((table) => [`${domain.name}.${table.table}`, table])),
    );
    const wrong = promised.flatMap(({ domain, tables }) =>
      tables.map((table) => `${domain}.${table}`).filter((name) => (live.get(name)?.comment ?? '') === ''),
    );
    expect(wrong).toEqual([]);
    expect([...new Set(promised.map(({ domain }) => domain))].sort()).toEqual(
      domains.map((domain) => domain.name).sort(),
    );
    expect(promised.length).toBeGreaterThan(30);
  } finally {
    await database.drop();
  }
});
