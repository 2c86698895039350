import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installedDomains, type Ledger } from '../ledger/ledger.ts';
import { importModule } from '../source/import-module.ts';
import type { DomainPackage } from './domain-package.ts';

/**
 * Imports a file that a domain may have, of the domains that a database has.
 *
 * @param domains in the order in which they are wanted.
 * @param path of the file inside the domain, e.g. `invariants/index.ts`.
 * @throws what the file throws while it is loaded.
 */
export async function installedModules<Module>(
  domains: readonly DomainPackage[],
  ledger: Ledger,
  path: string,
): Promise<readonly { readonly domain: DomainPackage; readonly module: Module }[]> {
  const installed = installedDomains(ledger);
  const found: { domain: DomainPackage; module: Module }[] = [];
  for (const domain of domains) {
    const file = join(domain.directory, path);
    if (!installed.has(domain.name) || !existsSync(file)) continue;
    found.push({ domain, module: (await importModule(file)) as Module });
  }
  return found;
}
