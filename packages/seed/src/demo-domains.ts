import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installedDomains, type Ledger } from '@erp/engine/ledger';
import { type Project, withDependencies } from '@erp/engine/project';
import { importModule, parseModule } from '@erp/engine/source';
import type { DemoSeeds } from '@erp/kit/demo';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import { type GeneratorReader, generatorReader } from './generator.ts';

/** A domain that is installed and has demo data. */
export interface FoundDomain {
  readonly name: string;
  /** Absolute path of its demo/demo.ts. */
  readonly file: string;
  /** Fingerprint of the code that makes its rows: another one means other values. */
  readonly generator: string;
}

/** The same with its factories loaded: it can be seeded. */
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
  workspace: Project,
  ledger: Ledger,
  only?: readonly string[],
): Promise<readonly FoundDomain[]> {
  const installed = installedDomains(ledger);
  const unknown = (only ?? []).filter((name) => !installed.has(name));
  if (unknown.length > 0) {
    throw new Problem({
      code: 'domain_unknown',
      message: `${unknown.join(', ')}: no such domain is installed in this database.`,
      detail: `Installed: ${[...installed].sort().join(', ') || 'none'}.`,
      hint: `${unknown.map((name) => didYouMean(name, installed)).join('')}pnpm status lists the domains; pnpm migrate installs them.`,
    });
  }
  const wanted = only === undefined ? installed : new Set(withDependencies(workspace, only));
  const { byName } = workspace;
  const { generatorOf } = readerOf(workspace);
  // Rows name the people of their tenant, so they depend on the domain that makes these.
  let people: string | undefined;
  const found: FoundDomain[] = [];
  for (const name of workspace.order.domains) {
    const domain = byName.get(name);
    if (domain === undefined || !installed.has(name) || !wanted.has(name)) continue;
    const file = join(domain.directory, 'demo/demo.ts');
    if (!existsSync(file)) continue;
    if (people === undefined && (await makesTenants(file))) people = file;
    const generator = await generatorOf([file, ...(people === undefined ? [] : [people])]);
    found.push({ name, file, generator });
  }
  return found;
}

/** A run asks several times; what was read of the checkout goes with the checkout as it was found. */
const readers = new WeakMap<Project, GeneratorReader>();

function readerOf(workspace: Project): GeneratorReader {
  const reader = readers.get(workspace) ?? generatorReader();
  readers.set(workspace, reader);
  return reader;
}

async function makesTenants(file: string): Promise<boolean> {
  return parseModule(file, await readFile(file, 'utf8')).exports.has('tenants');
}

/**
 * Loads the factories of a domain.
 *
 * @throws {Problem} `factory_unreadable` when a file of theirs cannot be read as code, or fails while it is loaded.
 */
export async function loadDemoDomain(found: FoundDomain): Promise<DemoDomain> {
  try {
    return { ...found, seeds: (await importModule(found.file)) as unknown as DemoSeeds };
  } catch (error) {
    throw unreadable(found, error);
  }
}

function unreadable({ name, file }: FoundDomain, error: unknown): Problem {
  const {
    errors = [],
    message,
    stack,
  } = error as Error & {
    errors?: readonly { text: string; location?: { file: string; line: number; column: number } | null }[];
  };
  // A transpiler says where by itself; what fails while it runs is told by the first line of the stack.
  const places = errors.map(({ text, location }) =>
    location === undefined || location === null
      ? text
      : `${location.file}:${location.line}:${location.column + 1}: ${text}`,
  );
  return new Problem({
    code: 'factory_unreadable',
    message: `The demo of ${name} cannot be loaded: ${places[0] ?? message}`,
    detail: [`Loaded from ${file}.`, ...(places.length > 0 ? places : stackInWorkspace(stack))].join('\n'),
    hint: `Nothing was seeded by this run beyond what it has said. Mend the file in packages/domains/${name}, then: pnpm seed`,
    cause: error,
  });
}

/** The lines of a stack that lie in domains, the innermost first: three at most. */
export function stackInWorkspace(stack: string | undefined): readonly string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /packages[\\/]domains[\\/]/.test(line))
    .slice(0, 3)
    .map((line) => line.trim());
}
