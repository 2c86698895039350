import { basename } from 'node:path';
import { writeFunctionCalls, writeRowTypes } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import type { DomainPackage, Project } from '@erp/engine/project';
import { installDomains } from './install.ts';

/** What `erp types` writes for a domain. */
export interface GeneratedTypes {
  readonly domain: DomainPackage;
  /** tables.ts */
  readonly text: string;
  /** calls.ts; undefined where the application may execute no function of the domain. */
  readonly calls: string | undefined;
}

/**
 * The text of tables.ts and calls.ts for every domain.
 *
 * @param scratch on an empty database, which is migrated domain by domain.
 * @throws {Problem} that explains a failing step.
 */
export async function generateRowTypes(scratch: Session, workspace: Project): Promise<GeneratedTypes[]> {
  const known = new Set<string>();
  const written: GeneratedTypes[] = [];
  for (const domainName of workspace.order.domains) {
    const domain = workspace.domains.find((each) => each.name === domainName);
    if (domain === undefined) continue;
    await installDomains(scratch, workspace, [domainName]);
    const tables = await tablesOf(scratch);
    const added = tables.filter((table) => !known.has(table));
    for (const table of added) known.add(table);
    const functions = domain.functions.map(({ file }) => basename(file, '.sql'));
    written.push({
      domain,
      text: await writeRowTypes(scratch, domainName, added),
      calls: await writeFunctionCalls(scratch, domainName, functions),
    });
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
