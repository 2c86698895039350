import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describePermissions, permissionsAsMarkdown } from '@erp/engine/catalog';
import { discoverDomains } from '@erp/engine/project';
import { describeDomains, overviewAsMarkdown } from '@erp/engine/catalog';
import { Problem } from '@erp/kit/problem';
import { withDisposableDatabase } from '@erp/scratch/disposable';
import { installDomains } from '@erp/scratch/install';
import type { Invocation } from '../invocation.ts';
import type { TablesOptions } from './tables.command.ts';

/** `erp tables`: migrate a scratch database and write what its comments and policies say, domain by domain. */
export async function tables(invocation: Invocation, options: TablesOptions): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const { domains: names } = workspace.order;
  const ordered = names.flatMap((name) => workspace.domains.find((domain) => domain.name === name) ?? []);
  await withDisposableDatabase(async (session) => {
    invocation.stage('Migrating a scratch database, to describe it …');
    await installDomains(session, workspace);
    const overview = await describeDomains(session, ordered);
    if (options.json === true) {
      invocation.json({ domains: overview });
      return;
    }
    const permissions = await describePermissions(session, ordered);
    await keepPage(invocation, options, 'docs/tables.md', overviewAsMarkdown(overview));
    await keepPage(invocation, options, 'docs/permissions.md', permissionsAsMarkdown(permissions));
  });
}

/** @throws {Problem} `tables_stale` when the page is old and only to be checked. */
async function keepPage(
  invocation: Invocation,
  options: TablesOptions,
  page: string,
  text: string,
): Promise<void> {
  const file = join(invocation.root, page);
  const current = (await readFile(file, 'utf8').catch(() => '')) === text;
  if (options.check === true && !current) {
    throw new Problem({
      code: 'tables_stale',
      message: `${page} does not match the migrated schema.`,
      hint: 'pnpm erp tables',
    });
  }
  if (!current) await writeFile(file, text);
  invocation.stdout(current ? `${page} is up to date.` : `wrote ${page}`);
}
