import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Domain } from '@erp/kit/domain';
import { Problem } from '@erp/kit/problem';
import { checksumOfText } from './checksum.ts';
import { importModule } from './import-module.ts';
import { readFunctions, readMigrations, readReference } from './read-steps.ts';
import type { FunctionStep, LinkStep, MigrationStep, ReferenceStep } from './step.ts';
import { readTableRegister } from './table-register.ts';

/** What a domain folder holds, before the domains are seen together. */
export interface DomainContent {
  readonly definition: Domain;
  readonly tables: Map<string, Set<string>>;
  readonly migrations: MigrationStep[];
  readonly functions: FunctionStep[];
  readonly reference: ReferenceStep | undefined;
  readonly links: LinkStep[];
}

/**
 * Reads one domain folder; of its code only domain.ts is run.
 *
 * @param report takes every problem found; reading goes on, so that all of them come at once.
 */
export async function readDomain(
  root: string,
  directory: string,
  report: (problem: Problem) => void,
): Promise<DomainContent> {
  const name = basename(directory);
  const definition = await loadDefinition(root, directory, name, report);
  const tables = await readFile(join(directory, 'tables.ts'), 'utf8').then(
    readTableRegister,
    () => new Map(),
  );
  return {
    definition,
    tables,
    migrations: await readMigrations(root, directory, name, report),
    functions: await readFunctions(root, directory, name, report),
    reference: await readReference(root, directory, name, report),
    links: (definition.links ?? []).map((link) => ({
      kind: 'link',
      name: `${name}/links/${link.from.table}.${link.from.column}`,
      domain: name,
      checksum: checksumOfText(JSON.stringify([link.from, link.to, link.onDelete])),
      link,
    })),
  };
}

async function loadDefinition(
  root: string,
  directory: string,
  name: string,
  report: (problem: Problem) => void,
): Promise<Domain> {
  const empty: Domain = { name, purpose: '', owner: '' };
  const file = join(directory, 'domain.ts');
  try {
    const module = await importModule(file);
    const definition = module.default as Domain | undefined;
    if (typeof definition?.name !== 'string') {
      report(
        new Problem({
          code: 'domain_malformed',
          message: `The domain ${name} does not define itself.`,
          detail: `${relative(root, file)} has no default export made by defineDomain.`,
          hint: `export default defineDomain({ name: '${name}', purpose: '…', owner: '…' });`,
        }),
      );
      return empty;
    }
    if (definition.name !== name) {
      report(
        new Problem({
          code: 'domain_name_mismatch',
          message: `The folder ${name} holds a domain that calls itself ${definition.name}.`,
          detail: relative(root, file),
          hint: `Write name: '${name}', or rename the folder. Recorded names begin with it, so both must agree.`,
        }),
      );
    }
    return definition;
  } catch (error) {
    if (error instanceof Problem) report(error);
    else {
      report(
        new Problem({
          code: 'domain_malformed',
          message: `The domain ${name} cannot be loaded: ${(error as Error).message.split('\n')[0]}`,
          detail: relative(root, file),
          hint: 'Run `pnpm install` if a package is missing; otherwise mend the file.',
          cause: error,
        }),
      );
    }
    return empty;
  }
}
