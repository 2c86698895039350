import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discoverDomains } from '@erp/engine/discover';
import { orderSteps } from '@erp/engine/order';
import { describeDomains, overviewAsMarkdown } from '@erp/engine/schema-overview';
import { Problem } from '@erp/kit/problem';
import { migrateAll } from '@erp/testing/apply-all';
import { emptyDatabase } from '@erp/testing/database';
import type { Invocation } from '../invocation.ts';

export interface TablesOptions {
  readonly check?: boolean;
  readonly json?: boolean;
}

const FILE = 'docs/tables.md';

/** `erp tables`: migrate a scratch database and write what its comments say, domain by domain. */
export async function tables(invocation: Invocation, options: TablesOptions): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const { domains: names } = orderSteps(workspace.domains);
  const ordered = names.flatMap((name) => workspace.domains.find((domain) => domain.name === name) ?? []);
  const database = await emptyDatabase();
  try {
    const session = await database.session();
    await migrateAll(session, workspace);
    const overview = await describeDomains(session, ordered);
    if (options.json === true) {
      invocation.out(JSON.stringify(overview, null, 2));
      return;
    }
    const file = join(invocation.root, FILE);
    const text = overviewAsMarkdown(overview);
    const current = (await readFile(file, 'utf8').catch(() => '')) === text;
    if (options.check === true && !current) {
      throw new Problem({
        code: 'tables_stale',
        message: `${FILE} does not match the migrated schema.`,
        hint: 'pnpm erp tables',
      });
    }
    if (!current) await writeFile(file, text);
    invocation.out(current ? `${FILE} is up to date.` : `wrote ${FILE}`);
  } finally {
    await database.drop();
  }
}
