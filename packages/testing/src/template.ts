import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSession } from '@erp/engine/connection';
import { type Project, withDependencies } from '@erp/engine/project';
import { migrateAll } from './apply-all.ts';
import type { TestServer } from './server.ts';

/**
 * The name of a database that has these domains and what they depend on, migrated once per run and content, to be
 * cloned. Whoever needs it first makes it; the others wait.
 */
export async function templateOf(
  server: TestServer,
  workspace: Project,
  domains: readonly string[],
): Promise<string> {
  const wanted = withDependencies(workspace, domains);
  const name = `erp_template_${contentOf(workspace, wanted)}`;
  await server.exclusively(name, async () => {
    const found = await server.administer('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (found.length > 0) return;
    // Built under another name, so that a template with the right name is always complete.
    const draft = `${name}_draft`;
    await server.administer(`DROP DATABASE IF EXISTS ${draft}`);
    await server.administer(`CREATE DATABASE ${draft}`);
    const session = await openSession(server.settingsFor(draft));
    try {
      await migrateAll(session, workspace, [...wanted]);
    } finally {
      await session.close();
    }
    await server.administer(`ALTER DATABASE ${draft} RENAME TO ${name}`);
  });
  return name;
}

function contentOf(workspace: Project, domains: ReadonlySet<string>): string {
  const hash = createHash('sha256');
  for (const step of workspace.order.steps) {
    if (domains.has(step.domain)) hash.update(`${step.name} ${step.checksum}\n`);
  }
  const kit = join(workspace.root, 'packages', 'kit', 'src');
  for (const file of readdirSync(kit).sort()) hash.update(readFileSync(join(kit, file)));
  return hash.digest('hex').slice(0, 16);
}
