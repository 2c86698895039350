import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSession } from '@erp/engine/connection';
import { type Project, withDependencies } from '@erp/engine/project';
import { installDomains } from '@erp/scratch/install';
import { provideTemplate } from '@erp/test-database/template';

/**
 * The name of a database that has these domains and what they depend on, migrated once per run and content, to be
 * cloned.
 */
export async function templateOf(workspace: Project, domains: readonly string[]): Promise<string> {
  const wanted = withDependencies(workspace, domains);
  return provideTemplate(contentOf(workspace, wanted), async (settings) => {
    const session = await openSession(settings);
    try {
      await installDomains(session, workspace, [...wanted]);
    } finally {
      await session.close();
    }
  });
}

function contentOf(workspace: Project, domains: ReadonlySet<string>): string {
  const hash = createHash('sha256');
  for (const step of workspace.order.steps) {
    if (domains.has(step.domain)) hash.update(`${step.name} ${step.checksum}\n`);
  }
  const kit = join(workspace.root, 'packages', 'kit', 'src');
  // One from a registry does not change while tests run.
  for (const file of existsSync(kit) ? readdirSync(kit).sort() : [])
    hash.update(readFileSync(join(kit, file)));
  return hash.digest('hex').slice(0, 16);
}
