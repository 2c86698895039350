import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importModule } from '@erp/engine/import-module';
import { currentRows, type Ledger } from '@erp/engine/ledger';
import { orderSteps } from '@erp/engine/order';
import { withDependencies } from '@erp/engine/plan';
import { domainOfName } from '@erp/engine/step';
import type { DomainPackage, Workspace } from '@erp/engine/workspace';
import type { DemoSeeds } from '@erp/kit/demo';
import { Problem } from '@erp/kit/problem';

/** A domain that is installed and has demo data. */
export interface FoundDomain {
  readonly name: string;
  /** Absolute path of its seeds/demo.ts. */
  readonly file: string;
  /** Fingerprint of its factories: another one means other values. */
  readonly generator: string;
}

/** The same with its factories loaded: it can be sown. */
export interface DemoDomain extends FoundDomain {
  readonly seeds: DemoSeeds;
}

/**
 * The installed domains that have demo data, in the order of their dependencies. Loads no code of theirs.
 *
 * @param only these domains and what they depend on; all when not given.
 * @throws {Problem} `domain_unknown` when one of them is not there or not installed.
 */
export async function findDemoDomains(
  workspace: Workspace,
  ledger: Ledger,
  only?: readonly string[],
): Promise<readonly FoundDomain[]> {
  const installed = new Set([...currentRows(ledger).keys()].map(domainOfName));
  const unknown = (only ?? []).filter((name) => !installed.has(name));
  if (unknown.length > 0) {
    throw new Problem({
      code: 'domain_unknown',
      message: `${unknown.join(', ')}: no such domain is installed in this database.`,
      detail: `Installed: ${
        [...installed]
          .filter((name) => name !== '')
          .sort()
          .join(', ') || 'none'
      }.`,
      hint: 'pnpm status lists the domains; pnpm migrate installs them.',
    });
  }
  const wanted = only === undefined ? installed : new Set(withDependencies(workspace, only));
  const byName = new Map(workspace.domains.map((domain) => [domain.name, domain]));
  const found: FoundDomain[] = [];
  for (const name of orderSteps(workspace.domains).domains) {
    const domain = byName.get(name);
    if (domain === undefined || !installed.has(name) || !wanted.has(name)) continue;
    const file = join(domain.directory, 'seeds/demo.ts');
    if (!existsSync(file)) continue;
    found.push({ name, file, generator: await generatorOf(domain) });
  }
  return found;
}

/** Loads the factories of a domain. */
export async function loadDemoDomain(found: FoundDomain): Promise<DemoDomain> {
  return { ...found, seeds: (await importModule(found.file)) as unknown as DemoSeeds };
}

/** A fingerprint of what makes the rows of a domain: its factories and its demo seeds. */
async function generatorOf(domain: DomainPackage): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['factories', 'seeds']) {
    const directory = join(domain.directory, folder);
    if (!existsSync(directory)) continue;
    const files = (await readdir(directory, { recursive: true })).filter((each) => each.endsWith('.ts'));
    for (const file of files.sort()) {
      if (file === 'reference.ts') continue;
      hash.update(file).update(await readFile(join(directory, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
