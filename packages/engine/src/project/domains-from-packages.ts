import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the engine reads of a package.json. */
export interface Manifest {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** What a package says of itself: `{ "domain": "crm" }` makes it the domain crm wherever it is installed. */
  readonly erp?: { readonly domain?: string };
}

/** A package with its package.json. */
export interface PackageFolder {
  /** Absolute path, symbolic links resolved: under pnpm only there are the package's own dependencies beside it. */
  readonly directory: string;
  readonly manifest: Manifest;
}

/**
 * The domains that come from packages: those that a project depends on, and those that these depend on. A package is a
 * domain when its package.json says so; workspace packages are found by their folder.
 *
 * @param root absolute path of the project.
 * @param own the domains that lie in the project itself.
 */
export function domainsFromPackages(root: string, own: readonly PackageFolder[]): readonly PackageFolder[] {
  const ownNames = new Set(own.map(({ manifest }) => manifest.name));
  const seen = new Set<string>();
  const found: PackageFolder[] = [];
  const pending: PackageFolder[] = [{ directory: root, manifest: readManifest(root) ?? {} }, ...own];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    for (const name of packagesOf(next, root)) {
      const directory = ownNames.has(name) ? undefined : locatePackage(next.directory, name);
      if (directory === undefined || seen.has(directory)) continue;
      seen.add(directory);
      const manifest = readManifest(directory);
      if (manifest?.erp?.domain === undefined) continue;
      found.push({ directory, manifest });
      pending.push({ directory, manifest });
    }
  }
  return found;
}

/** Whether a folder is a project that has domains from packages, and none of its own. */
export function dependsOnDomains(directory: string): boolean {
  return existsSync(join(directory, 'package.json')) && domainsFromPackages(directory, []).length > 0;
}

/** The packages that one asks for by name; an application may well have its schema among its devDependencies. */
function packagesOf({ directory, manifest }: PackageFolder, root: string): string[] {
  const entries = Object.entries({
    ...manifest.dependencies,
    ...(directory === root ? manifest.devDependencies : {}),
  });
  return entries.filter(([, version]) => !version.startsWith('workspace:')).map(([name]) => name);
}

/** Where Node finds a package that one in this folder imports. */
function locatePackage(from: string, name: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const found = join(at, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return realpathSync(found);
    if (dirname(at) === at) return undefined;
  }
}

function readManifest(directory: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
  } catch {
    // None there, or none that can be read: whoever installs it will hear of that.
    return undefined;
  }
}
