import type { ConnectionSettings } from '@erp/postgres/connection';
import { copyDatabaseGrants } from './database-grants.ts';
import { joinTestServer } from './server.ts';

/**
 * A database to be cloned, made once per run. Whoever needs it first makes it; the others wait.
 *
 * @param content names what is in it: the same content, the same template.
 * @param fill puts it into a new database, and ends its connections there.
 * @param base name of another template that the new database begins as; empty when not given.
 * @returns the name of the template.
 * @throws what `fill` throws; the next one who needs it tries again.
 */
export async function provideTemplate(
  content: string,
  fill: (settings: ConnectionSettings) => Promise<void>,
  base?: string,
): Promise<string> {
  const server = await joinTestServer();
  const name = `erp_template_${content}`;
  await server.exclusively(name, async () => {
    const found = await server.administer('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (found.length > 0) return;
    // Built under another name, so that a template with the right name is always complete.
    const draft = `${name}_draft`;
    await server.administer(`DROP DATABASE IF EXISTS ${draft}`);
    await server.administer(
      `CREATE DATABASE ${draft}${base === undefined ? '' : ` TEMPLATE ${base} STRATEGY file_copy`}`,
    );
    if (base !== undefined) await copyDatabaseGrants(base, draft);
    await fill(server.settingsFor(draft));
    await server.administer(`ALTER DATABASE ${draft} RENAME TO ${name}`);
  });
  return name;
}
