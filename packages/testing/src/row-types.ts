import { openSession, type Session } from '@erp/engine/connection';
import type { DomainPackage, Project } from '@erp/engine/project';
import { writeRowTypes } from '@erp/engine/row-types';
import { migrateAll } from './apply-all.ts';
import { freshName, joinTestServer } from './server.ts';

/** The text of tables.ts for every domain, from a scratch database that is migrated domain by domain. */
export async function generateRowTypes(
  workspace: Project,
): Promise<{ readonly domain: DomainPackage; readonly text: string }[]> {
  const server = await joinTestServer();
  const name = freshName('types');
  await server.administer(`CREATE DATABASE ${name}`);
  const session = await openSession(server.settingsFor(name));
  try {
    const known = new Set<string>();
    const written: { domain: DomainPackage; text: string }[] = [];
    for (const domainName of workspace.order.domains) {
      const domain = workspace.domains.find((each) => each.name === domainName);
      if (domain === undefined) continue;
      await migrateAll(session, workspace, [domainName]);
      const tables = await tablesOf(session);
      const added = tables.filter((table) => !known.has(table));
      for (const table of added) known.add(table);
      written.push({ domain, text: await writeRowTypes(session, domainName, added) });
    }
    return written;
  } finally {
    await session.close();
    await server.administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

/** Names of the tables that are not the ledger's; a partition has the row type of its parent. */
export async function tablesOf(session: Session): Promise<string[]> {
  const rows = await session.query<{ table: string }>(
    `SELECT c.relname AS "table" FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname NOT LIKE 'knex\\_migrations%'`,
  );
  return rows.map((row) => row.table);
}
