import { writeRowTypes } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import type { DomainPackage, Project } from '@erp/engine/project';
import { installDomains } from './install.ts';

/**
 * The text of tables.ts for every domain.
 *
 * @param scratch on an empty database, which is migrated domain by domain.
 * @throws {Problem} that explains a failing step.
 */
export async function generateRowTypes(
  scratch: Session,
  workspace: Project,
): Promise<{ readonly domain: DomainPackage; readonly text: string }[]> {
  const known = new Set<string>();
  const written: { domain: DomainPackage; text: string }[] = [];
  for (const domainName of workspace.order.domains) {
    const domain = workspace.domains.find((each) => each.name === domainName);
    if (domain === undefined) continue;
    await installDomains(scratch, workspace, [domainName]);
    const tables = await tablesOf(scratch);
    const added = tables.filter((table) => !known.has(table));
    for (const table of added) known.add(table);
    written.push({ domain, text: await writeRowTypes(scratch, domainName, added) });
  }
  return written;
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
