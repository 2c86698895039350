import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DomainPackage } from '@erp/engine/project';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import type { SiteFile } from '../src/files.ts';
import { readSiteModel, type SiteModel } from '../src/model/site-model.ts';
import { writeSitePages } from '../src/pages/site-pages.ts';

/** A database of all domains whose tenant a is of the demo, and what the site tells of it. */
export interface DescribedDatabase {
  readonly database: TestDatabase;
  readonly domains: readonly DomainPackage[];
  readonly model: SiteModel;
  readonly files: readonly SiteFile[];
  /** Reads and writes once more, from the same database. */
  again(): Promise<readonly SiteFile[]>;
  drop(): Promise<void>;
}

export async function describedDatabase(): Promise<DescribedDatabase> {
  const database = await migratedDatabase({ broken: 'any' });
  const { a, b } = database.tenants;
  await database
    .knex('sys_tenants')
    .where({ id: a.id })
    .update({ metadata: { demo: true } });
  for (const [tenant, name] of [
    [a, 'Shown & <seen>'],
    [b, 'Somebody real'],
  ] as const)
    await database.knex('vendors').insert({ tenant_id: tenant.id, code: 'V1', name, currency_code: 'EUR' });
  const workspace = await testWorkspace();
  const domains = workspace.order.domains.flatMap((name) => workspace.byName.get(name) ?? []);
  const folder = mkdtempSync(join(tmpdir(), 'site-layouts-'));
  const session = await database.session();
  const model = await readSiteModel(session, domains);
  const write = (from: SiteModel) => writeSitePages(from, join(folder, 'layouts.json'));
  return {
    database,
    domains,
    model,
    files: await write(model),
    again: async () => write(await readSiteModel(session, domains)),
    async drop() {
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    },
  };
}
