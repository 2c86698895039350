import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, relative } from 'node:path';
import { discoverDomains, type Project, unknownDomain } from '@erp/engine/project';
import { isDomainName } from '@erp/kit/domain-name';
import { Problem, throwProblems } from '@erp/kit/problem';
import { BESIDE, domainFiles, type PackageSources } from '../domain-template.ts';
import type { Invocation } from '../invocation.ts';
import type { NewDomainOptions } from './new.command.ts';

/** `erp new domain`: a package with one table that passes its contract suite as it is. */
export async function newDomain(
  invocation: Invocation,
  name: string,
  options: NewDomainOptions,
): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const directory = join(invocation.root, 'packages', 'domains', name);
  await assertCanBeNew(invocation.root, workspace, name, options);

  const owner = options.owner ?? `${name} team`;
  const dependencies = [...new Set(['system', ...options.after])].sort();
  const sources = await packagesOf(workspace, dependencies);
  const inCheckout = sources === BESIDE;
  const written: string[] = [];
  for (const [file, text] of Object.entries(domainFiles({ name, owner, dependencies }, sources))) {
    const path = join(directory, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
    written.push(relative(invocation.root, path));
  }
  if (options.json !== true) for (const file of written) invocation.stdout(file);
  if (inCheckout || existsSync(join(invocation.root, 'CODEOWNERS')))
    await addCodeOwner(invocation.root, name, owner);
  // What another project needs is installed already, or is its own affair.
  if (options.install && inCheckout) install(invocation);
  if (options.json === true) invocation.json({ files: written });
  else
    invocation.stdout(
      inCheckout
        ? `\nNext: pnpm test --filter @erp/${name}`
        : `\nNext: npx jest packages/domains/${name}, with jest and @erp/domain-contract among the devDependencies of the project, and its preset in jest.config.js.`,
    );
}

/**
 * Where the packages come from that a new domain stands on. In a project that has them from a registry it gets the versions
 * that are installed, as the packages themselves name them.
 */
async function packagesOf(workspace: Project, dependencies: readonly string[]): Promise<PackageSources> {
  const installed = dependencies.flatMap((name) => workspace.byName.get(name) ?? []).filter(isFromPackage);
  if (installed.length === 0) return BESIDE;
  const ranges = new Map<string, string>();
  for (const { packageName, directory } of installed) {
    const text = await readFile(join(directory, 'package.json'), 'utf8');
    const { version = '*', dependencies: theirs = {} } = JSON.parse(text) as InstalledManifest;
    for (const [each, range] of Object.entries(theirs)) if (!ranges.has(each)) ranges.set(each, range);
    ranges.set(packageName, version);
  }
  // Packages of one release are made for each other.
  const kit = ranges.get('@erp/kit') ?? '*';
  return {
    rangeOf: (packageName) => ranges.get(packageName) ?? (packageName === 'knex' ? '*' : kit),
    testScript: undefined,
  };
}

interface InstalledManifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function isFromPackage({ fromPackage }: { readonly fromPackage: boolean }): boolean {
  return fromPackage;
}

/** @throws {Problem} `unknown_domain`, `domain_name`, `domain_exists`. */
async function assertCanBeNew(
  root: string,
  workspace: Project,
  name: string,
  options: NewDomainOptions,
): Promise<void> {
  const names = workspace.domains.map((domain) => domain.name);
  const problems = options.after
    .filter((after) => !names.includes(after))
    .map((after) => unknownDomain(workspace, after));
  const packages = new Set(await sharedPackages(root));
  if (!isDomainName(name) || packages.has(name)) {
    problems.push(
      new Problem({
        code: 'domain_name',
        message: `"${name}" cannot name a domain.`,
        hint: `Use lower case letters and digits, words joined by hyphens; ${[...packages].join(', ')} are taken.`,
      }),
    );
  }
  if (names.includes(name)) {
    problems.push(
      new Problem({
        code: 'domain_exists',
        message: `The domain ${name} exists already.`,
        detail: join('packages', 'domains', name),
        hint: `pnpm new migration ${name} "…"`,
      }),
    );
  }
  throwProblems(problems);
}

/** Names that packages beside the domains have: a domain of the same name would be the same package. */
async function sharedPackages(root: string): Promise<string[]> {
  const folders = ['packages', 'apps'].map((parent) =>
    readdir(join(root, parent), { withFileTypes: true }).catch(() => []),
  );
  return (await Promise.all(folders))
    .flat()
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function addCodeOwner(root: string, name: string, owner: string): Promise<void> {
  const file = join(root, 'CODEOWNERS');
  const text = await readFile(file, 'utf8').catch(() => '');
  const line = `/packages/domains/${name}/`;
  if (text.includes(line)) return;
  await appendFile(file, `${line.padEnd(34)} @erp/${owner.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}\n`);
}

/** Links the new package into the workspace; everything that it needs is installed already. */
function install(invocation: Invocation): void {
  invocation.stage('Linking the package into the workspace: pnpm install …');
  const { root, env } = invocation;
  // The checkout has a pnpm of its own, for machines where none is installed.
  const path = [env.PATH, join(root, 'node_modules', '.bin')].filter(Boolean).join(delimiter);
  // Where CI is set pnpm would refuse to write the package into the lockfile.
  const done = spawnSync('pnpm', ['install', '--prefer-offline', '--no-frozen-lockfile'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, PATH: path },
  });
  if (done.status === 0) return;
  throw new Problem({
    code: 'install_failed',
    message: 'The package was written, but pnpm could not link it into the workspace.',
    detail: `${done.stdout ?? ''}${done.stderr ?? ''}`.trim() || done.error?.message,
    hint: 'pnpm install',
  });
}
