import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { nearestName } from '@erp/kit/did-you-mean';
import { isDomainName } from '@erp/kit/domain-name';
import { Problem, throwProblems } from '@erp/kit/problem';
import { brokenLink } from '../steps/step-files.ts';
import type { DomainPackage } from './domain-package.ts';
import {
  dependsOnDomains,
  domainsFromPackages,
  type Manifest,
  type PackageFolder,
} from './domains-from-packages.ts';
import { Graph } from './graph.ts';
import { type Project, projectOf } from './project.ts';

const DOMAINS = join('packages', 'domains');

/**
 * Finds the checkout that a folder belongs to; where there is none, the project that has domains from packages.
 *
 * @param from absolute path of the folder to start from; its parents are tried upwards.
 * @throws {Problem} `workspace_not_found`
 */
export function findWorkspaceRoot(from: string): string {
  const parents = [from];
  for (let at = from; dirname(at) !== at; at = dirname(at)) parents.push(dirname(at));
  const root =
    parents.find((each) => existsSync(join(each, 'pnpm-workspace.yaml'))) ?? parents.find(dependsOnDomains);
  if (root !== undefined) return root;
  throw new Problem({
    code: 'workspace_not_found',
    message: 'This folder is not inside a checkout of the schema, nor in a project that depends on a domain.',
    detail: `Neither a pnpm-workspace.yaml nor a package.json that names a domain in ${from} or above it.`,
    hint: 'Change into the checkout or the project, and run the command again.',
  });
}

/**
 * Reads every domain package below `packages/domains`, and those that come from packages the project depends on; checks
 * them one by one and together. Needs no database.
 *
 * @param root absolute path of the checkout or project.
 * @param only names of domains: they and what they depend on are read, as if the checkout held no others; links may
 *   wait for all.
 * @throws {Problem} with everything that was found, at once.
 */
export async function discoverDomains(root: string, only?: readonly string[]): Promise<Project> {
  // Every command asks where the checkout is; what reads it is loaded by those that do.
  const { readDomain } = await import('./read-domain.ts');
  const { checkDomains } = await import('./check-domains.ts');
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const all = await domainFolders(root, report);
  const folders = restrict(all, only);
  const domainOfPackage = new Map(folders.map((folder) => [folder.manifest.name ?? '', folder.name]));

  const domains: DomainPackage[] = [];
  for (const { name, directory, manifest, fromPackage } of folders) {
    const content = await readDomain(root, directory, name, report);
    domains.push({
      ...content,
      name,
      directory,
      fromPackage,
      packageName: manifest.name ?? name,
      dependencies: domainDependencies(root, directory, manifest, domainOfPackage, report),
    });
  }
  await checkDomains(
    root,
    domains,
    all.map((folder) => folder.name),
    report,
  );
  throwProblems(problems);
  return projectOf(root, domains);
}

/** A domain's folder with its package.json. */
interface DomainFolder extends PackageFolder {
  readonly name: string;
  /** Whether it came with a package, and does not lie below packages/domains. */
  readonly fromPackage: boolean;
}

async function domainFolders(root: string, report: (problem: Problem) => void): Promise<DomainFolder[]> {
  const found: DomainFolder[] = [];
  for (const { name, directory } of await subfolders(root, report)) {
    const file = join(directory, 'package.json');
    if (!CONTENT.some((each) => existsSync(join(directory, each)))) continue;
    if (!isDomainName(name)) {
      report(notADomainName(name, relative(root, directory)));
      continue;
    }
    try {
      found.push({
        name,
        directory,
        fromPackage: false,
        manifest: JSON.parse(await readFile(file, 'utf8')) as Manifest,
      });
    } catch (error) {
      report(
        new Problem({
          code: 'package_unreadable',
          message: `The package.json of ${name} cannot be read.`,
          detail: `${relative(root, file)}: ${(error as Error).message}`,
          hint: 'Every domain is a workspace package; `pnpm new domain` shows a complete one.',
        }),
      );
    }
  }
  for (const { directory, manifest } of domainsFromPackages(root, found)) {
    const name = manifest.erp?.domain ?? '';
    if (isDomainName(name)) found.push({ name, directory, manifest, fromPackage: true });
    else report(notADomainName(name, `${relative(root, join(directory, 'package.json'))}: "erp"`));
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function notADomainName(name: string, where: string): Problem {
  return new Problem({
    code: 'domain_name',
    message: `"${name}" cannot name a domain.`,
    detail: where,
    hint: 'Use lower case letters and digits, words joined by hyphens, 40 characters at most: crm, point-of-sale.',
  });
}

/** What makes a folder a domain, complete or not: switching branches leaves folders with nothing but node_modules. */
const CONTENT = ['package.json', 'domain.ts', 'migrations', 'functions', 'seeds', 'links.ts', 'tables.ts'];

/** The folders below `packages/domains`; symbolic links are followed. */
async function subfolders(
  root: string,
  report: (problem: Problem) => void,
): Promise<{ readonly name: string; readonly directory: string }[]> {
  const found: { name: string; directory: string }[] = [];
  for (const name of await readdir(join(root, DOMAINS)).catch(() => [])) {
    if (name.startsWith('.')) continue;
    const directory = join(root, DOMAINS, name);
    try {
      if ((await stat(directory)).isDirectory()) found.push({ name, directory });
    } catch (error) {
      report(await brokenLink(root, directory, error as NodeJS.ErrnoException));
    }
  }
  return found;
}

/** The folders of some domains and of all that they depend on. */
function restrict(
  folders: readonly DomainFolder[],
  only: readonly string[] | undefined,
): readonly DomainFolder[] {
  if (only === undefined) return folders;
  const packageOf = ({ name, manifest }: DomainFolder) => manifest.name ?? name;
  const needs = new Map(
    folders.map((folder) => [packageOf(folder), Object.keys(folder.manifest.dependencies ?? {})]),
  );
  const named = folders.filter(({ name }) => only.includes(name)).map(packageOf);
  const wanted = Graph.of(needs).upstream(named);
  return folders.filter((folder) => wanted.has(packageOf(folder)));
}

/** The dependencies of a package.json that are domains; what it names must be there, and installed. */
function domainDependencies(
  root: string,
  directory: string,
  manifest: Manifest,
  domainOfPackage: ReadonlyMap<string, string>,
  report: (problem: Problem) => void,
): string[] {
  const scope = (manifest.name ?? '').split('/')[0];
  const file = relative(root, join(directory, 'package.json'));
  const found: string[] = [];
  for (const [packageName, version] of Object.entries(manifest.dependencies ?? {})) {
    const domain = domainOfPackage.get(packageName);
    if (domain !== undefined) found.push(domain);
    if (packageName === manifest.name || isInstalled(root, directory, packageName)) continue;
    const ours = version.startsWith('workspace:') || packageName.startsWith(`${scope}/`);
    const exists = domain !== undefined || !ours || isWorkspacePackage(root, packageName);
    report(
      exists
        ? new Problem({
            code: 'dependency_not_installed',
            message: `${manifest.name} depends on ${packageName}, which is not installed.`,
            detail: `${file}: "${packageName}": "${version}"; ${relative(root, join(directory, 'node_modules', packageName))} is not there.`,
            hint: 'pnpm install',
          })
        : unknownDependency(file, manifest, packageName, version, domainOfPackage),
    );
  }
  return found.sort();
}

function unknownDependency(
  file: string,
  manifest: Manifest,
  packageName: string,
  version: string,
  domainOfPackage: ReadonlyMap<string, string>,
): Problem {
  const names = [...domainOfPackage.keys()];
  const meant = nearestName(
    packageName,
    names.filter((name) => name !== manifest.name),
  );
  return new Problem({
    code: 'dependency_unknown',
    message: `${manifest.name} depends on ${packageName}, which does not exist.`,
    detail: `${file}: "${packageName}": "${version}"`,
    hint:
      (meant === undefined ? '' : `Did you mean "${meant}"? `) +
      `The domains are ${names.join(', ')}. Correct the entry, or start it: pnpm new domain ${packageName.replace(/^.*\//, '')}`,
  });
}

/** Whether a package is linked or installed where Node looks for it. */
function isInstalled(root: string, directory: string, packageName: string): boolean {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, 'node_modules', packageName))) return true;
    if (at === root || dirname(at) === at) return false;
  }
}

/** Whether a package that is no domain is one of the shared ones beside them; their folders bear their names. */
function isWorkspacePackage(root: string, packageName: string): boolean {
  return existsSync(join(root, 'packages', packageName.replace(/^.*\//, ''), 'package.json'));
}
