import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Domain } from '@erp/kit/domain';
import { Problem } from '@erp/kit/problem';
import { checksumOfCode, checksumOfText } from './checksum.ts';
import { codeTokens, exportedLiteral, exportedNames } from './code-tokens.ts';
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

const MIGRATION = /^(\d{4,})_([a-z0-9]+(?:_[a-z0-9]+)*)\.(ts|js)$/;
const FUNCTION = /^([a-z0-9]+(?:_[a-z0-9]+)*)\.sql$/;

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

/** Imports a module of the workspace by its absolute path. */
export async function importModule(file: string): Promise<Record<string, unknown>> {
  // A drive letter is no URL scheme; everywhere else the plain path also suits test runners.
  return import(process.platform === 'win32' ? pathToFileURL(file).href : file);
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

async function readMigrations(
  root: string,
  directory: string,
  domain: string,
  report: (problem: Problem) => void,
): Promise<MigrationStep[]> {
  const steps: MigrationStep[] = [];
  const byNumber = new Map<string, string>();
  for (const entry of await listFiles(join(directory, 'migrations'))) {
    const file = join(directory, 'migrations', entry);
    const shown = relative(root, file);
    const match = MIGRATION.exec(entry);
    if (match?.[1] === undefined) {
      report(
        new Problem({
          code: 'migration_name',
          message: `${shown} is not named like a migration.`,
          detail:
            'A migration is called NNNN_words.ts: four digits or more, then lower case words joined by underscores.',
          hint: `Rename it, or let \`pnpm new migration ${domain} "what it does"\` make the file.`,
        }),
      );
      continue;
    }
    const number = String(Number(match[1]));
    const twin = byNumber.get(number);
    if (twin !== undefined) {
      report(
        new Problem({
          code: 'migration_number_twice',
          message: `Two migrations of ${domain} have the number ${match[1]}.`,
          detail: `${relative(root, join(directory, 'migrations', twin))}\n${shown}`,
          hint: `Give the one that is not yet applied anywhere the next free number.`,
        }),
      );
      continue;
    }
    byNumber.set(number, entry);
    const source = await readFile(file, 'utf8');
    const tokens = codeTokens(source);
    const exported = exportedNames(tokens);
    for (const [needed, hint] of [
      ['up', 'export async function up(knex: Knex): Promise<void> { … }'],
      [
        'down',
        "export async function down(knex: Knex): Promise<void> { … }, or let it call irreversible('why').",
      ],
    ] as const) {
      if (exported.has(needed)) continue;
      report(
        new Problem({
          code: `migration_without_${needed}`,
          message: `The migration ${domain}/${stem(entry)} has no ${needed}.`,
          detail: `${shown} exports ${[...exported].join(', ') || 'nothing'}.`,
          hint,
        }),
      );
    }
    const config = exportedLiteral(tokens, 'config');
    steps.push({
      kind: 'migration',
      name: `${domain}/${stem(entry)}`,
      domain,
      file,
      checksum: checksumOfCode(source),
      after: exportedLiteral(tokens, 'after')
        .filter((token) => token.startsWith('"'))
        .map((token) => JSON.parse(token) as string),
      transactional: !config.join('').includes('transaction:false'),
    });
  }
  return steps.sort((a, b) => numberOf(a) - numberOf(b));
}

async function readFunctions(
  root: string,
  directory: string,
  domain: string,
  report: (problem: Problem) => void,
): Promise<FunctionStep[]> {
  const steps: FunctionStep[] = [];
  for (const entry of await listFiles(join(directory, 'functions'))) {
    const file = join(directory, 'functions', entry);
    if (!FUNCTION.test(entry)) {
      report(
        new Problem({
          code: 'function_name',
          message: `${relative(root, file)} is not named like a function file.`,
          detail:
            'A function file is called name_of_the_function.sql, lower case words joined by underscores.',
          hint: 'Rename it, or move it out of functions/.',
        }),
      );
      continue;
    }
    const checksum = checksumOfText(await readFile(file, 'utf8'));
    steps.push({ kind: 'function', name: `${domain}/functions/${stem(entry)}`, domain, file, checksum });
  }
  return steps;
}

async function readReference(
  root: string,
  directory: string,
  domain: string,
  report: (problem: Problem) => void,
): Promise<ReferenceStep | undefined> {
  const file = join(directory, 'seeds', 'reference.ts');
  const source = await readFile(file, 'utf8').catch(() => undefined);
  if (source === undefined) return undefined;
  const exported = exportedNames(codeTokens(source));
  if (!exported.has('up') || !exported.has('down')) {
    report(
      new Problem({
        code: 'reference_malformed',
        message: `The reference data of ${domain} needs an up and a down.`,
        detail: `${relative(root, file)} exports ${[...exported].join(', ') || 'nothing'}.`,
        hint: '`up` writes the rows and can be run again; `down` takes them out.',
      }),
    );
  }
  return { kind: 'reference', name: `${domain}/reference`, domain, file, checksum: checksumOfCode(source) };
}

/** File names of a folder, sorted; hidden files and declarations are nobody's content. */
async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.d.ts'))
    .map((entry) => entry.name)
    .sort();
}

function stem(entry: string): string {
  return entry.replace(/\.[a-z]+$/, '');
}

function numberOf(step: MigrationStep): number {
  return Number(/\/(\d+)_/.exec(step.name)?.[1]);
}
