import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Domain } from '@erp/kit/domain';
import { Problem } from '@erp/kit/problem';
import { displayPath } from '../source/display-path.ts';
import { importModule } from '../source/import-module.ts';
import { type KeptFacts, keptFacts } from '../source/kept-facts.ts';
import { functionKind } from '../steps/function.ts';
import { linkKind } from '../steps/link.ts';
import { migrationKind } from '../steps/migration.ts';
import { referenceKind } from '../steps/reference.ts';
import type { FunctionStep, LinkStep, MigrationStep, ReferenceStep } from '../steps/step.ts';
import { readDeclaredTables } from './declared-tables.ts';
import { checkDomainModules } from './domain-modules.ts';

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
 * @param name what its folder or, from a registry, its package.json calls it.
 * @param report takes every problem found; reading goes on, so that all of them come at once.
 */
export async function readDomain(
  root: string,
  directory: string,
  name: string,
  report: (problem: Problem) => void,
): Promise<DomainContent> {
  const facts = keptFacts(directory);
  const loadable = checkDomainModules(root, directory, facts, report);
  const definition = loadable
    ? await loadDefinition(root, directory, name, report)
    : { name, purpose: '', owner: '' };
  const folder = { root, directory, domain: name, links: definition.links ?? [], facts, report };
  const content = {
    definition,
    tables: declaredTables(directory, facts),
    migrations: await migrationKind.read(folder),
    functions: await functionKind.read(folder),
    reference: (await referenceKind.read(folder))[0],
    links: await linkKind.read(folder),
  };
  facts.save();
  return content;
}

/** Column names by table name, as tables.ts declares them; none without such a file. */
function declaredTables(directory: string, facts: KeptFacts): Map<string, Set<string>> {
  const file = join(directory, 'tables.ts');
  if (!existsSync(file)) return new Map();
  const text = readFileSync(file, 'utf8');
  const known = facts.known<readonly (readonly [table: string, columns: readonly string[]])[]>(
    'tables.ts',
    text,
  );
  if (known !== undefined) return new Map(known.map(([table, columns]) => [table, new Set(columns)]));
  const read = readDeclaredTables(text);
  facts.keep(
    'tables.ts',
    text,
    [...read].map(([table, columns]) => [table, [...columns]]),
  );
  return read;
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
    await reportForgottenLinks(root, directory, definition, report);
    return definition;
  } catch (error) {
    report(loadFailure(root, directory, name, error));
    return empty;
  }
}

/** Links that links.ts exports and domain.ts does not hand over would never be bound. */
async function reportForgottenLinks(
  root: string,
  directory: string,
  definition: Domain,
  report: (problem: Problem) => void,
): Promise<void> {
  const file = join(directory, 'links.ts');
  if (!existsSync(file)) return;
  const { links } = await importModule(file);
  if (!Array.isArray(links)) return;
  const declared: readonly unknown[] = definition.links ?? [];
  const forgotten = links.filter((link) => !declared.includes(link)).length;
  if (forgotten === 0) return;
  report(
    new Problem({
      code: 'links_forgotten',
      message: `${forgotten} of the links in ${relative(root, file)} would not be bound.`,
      detail: `${relative(root, join(directory, 'domain.ts'))} does not hand them to defineDomain.`,
      hint: "import { links } from './links.ts'; then links, among the properties of defineDomain.",
    }),
  );
}

/** What went wrong while domain.ts was loaded, told of the file of the domain in which it did. */
function loadFailure(root: string, directory: string, name: string, error: unknown): Problem {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const place = placeOf(stack ?? '', directory) ?? join(directory, 'domain.ts');
  if (error instanceof Problem) {
    const { code, detail, hint, cause } = error;
    const where = relative(root, place);
    return new Problem({
      code,
      message,
      detail: detail === undefined ? where : `${where}\n${detail}`,
      hint,
      cause,
    });
  }
  const missing = /ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND/.test(String((error as { code?: unknown }).code));
  return new Problem({
    code: 'domain_malformed',
    message: `The domain ${name} cannot be loaded: ${displayPath(message.split('\n')[0] ?? '')}`,
    detail: relative(root, place),
    hint: missing ? 'If a package is missing: pnpm install; otherwise correct the import.' : 'Mend the file.',
    cause: error,
  });
}

/** The innermost place of a stack that lies in the domain, as `path:line:column`. */
function placeOf(stack: string, directory: string): string | undefined {
  const places = stack.matchAll(/(?:file:\/\/)?(\/[^\s()?]*)(?:\?[^\s():]*)?(:\d+:\d+)/g);
  const real = realpathSync(directory);
  for (const [, path = '', position = ''] of places) {
    const inside = [directory, real].find((each) => path.startsWith(`${each}${sep}`));
    if (inside !== undefined) return `${join(directory, path.slice(inside.length))}${position}`;
  }
  return undefined;
}
