import { join } from 'node:path';
import type { Session } from '@erp/engine/connection';
import { installedDomains, readLedger } from '@erp/engine/ledger';
import { discoverDomains, type Project } from '@erp/engine/project';
import { cacheFolderOf } from '@erp/engine/source';
import type { SiteFile } from '@erp/site/files';
import { readSiteModel } from '@erp/site/model';
import { writeSitePages } from '@erp/site/pages';
import type { Invocation } from './invocation.ts';
import { notMigrated } from './not-migrated.ts';

/**
 * The site about a database: what the catalog and the checkout tell, as texts.
 *
 * @param project the checkout, where it was read already.
 * @throws {Problem} `not_migrated`.
 */
export async function makeSite(
  invocation: Invocation,
  session: Session,
  project?: Project,
): Promise<readonly SiteFile[]> {
  const ledger = await readLedger(session);
  if (!ledger.exists) throw notMigrated();
  const { root, order, byName } = project ?? (await discoverDomains(invocation.root));
  const installed = new Set(installedDomains(ledger));
  const domains = order.domains.flatMap((name) => (installed.has(name) ? (byName.get(name) ?? []) : []));
  invocation.stage('Reading the catalog …');
  const model = await readSiteModel(session, domains);
  if (model.demo === undefined)
    invocation.stderr('This database has no demo, so the pages show no rows. pnpm demo makes one.');
  invocation.stage('Drawing the pictures …');
  return writeSitePages(model, join(cacheFolderOf(root), 'site-layouts.json'));
}
