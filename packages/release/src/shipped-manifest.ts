import type { Manifest } from './workspace-packages.ts';

/** What the manifest of a shipped package is made from. */
export interface ManifestSources {
  /** Versions of the packages of the checkout, by name. */
  readonly versions: ReadonlyMap<string, string>;
  /** Versions of everything else, by name. */
  readonly catalog: ReadonlyMap<string, string>;
  /** The range of Node versions. */
  readonly node: string;
  /** Whether a file is among those that were built, by its path inside the package. */
  readonly built: (path: string) => boolean;
  /** Packages that the built declarations import. */
  readonly typesFrom: ReadonlySet<string>;
}

/**
 * The package.json that a registry gets: doors lead to what was built, versions are written out, and packages with
 * types that the declarations need are dependencies.
 *
 * @throws when a dependency has a version nowhere.
 */
export function shippedManifest(manifest: Manifest, sources: ManifestSources): object {
  const { name, version, description, license, type, erp, bin, optionalDependencies } = manifest;
  const types = Object.entries(manifest.devDependencies ?? {}).filter(([each]) =>
    sources.typesFrom.has(each.replace(/^@types\//, '')),
  );
  const dependencies = { ...manifest.dependencies, ...Object.fromEntries(types) };
  const exports = manifest.publishConfig?.exports ?? manifest.exports;
  return {
    name,
    version,
    description,
    license,
    type,
    ...(erp === undefined ? {} : { erp }),
    engines: { node: sources.node },
    ...(bin === undefined ? {} : { bin }),
    ...(exports === undefined ? {} : { exports: doorsOf(exports, sources) }),
    dependencies: withVersions(dependencies, sources),
    ...(manifest.peerDependencies === undefined
      ? {}
      : { peerDependencies: withVersions(manifest.peerDependencies, sources) }),
    ...(optionalDependencies === undefined ? {} : { optionalDependencies }),
  };
}

/** The built file of a source, by paths inside a package: `./src/domain.ts` and `./domain.ts` lie in `./dist`. */
function builtPath(source: string, extension: string): string {
  return source.replace(/^\.\/(?:src\/)?/, './dist/').replace(/\.[jt]s$/, extension);
}

function doorsOf(exports: Readonly<Record<string, string>>, { built }: ManifestSources): object {
  return Object.fromEntries(
    Object.entries(exports).map(([door, source]) => {
      const types = builtPath(source, '.d.ts');
      const file = builtPath(source, '.js');
      const typed = types.includes('*') || built(types);
      return [door, typed ? { types, default: file } : file];
    }),
  );
}

function withVersions(dependencies: Readonly<Record<string, string>>, sources: ManifestSources): object {
  return Object.fromEntries(
    Object.entries(dependencies)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([each, range]) => [each, versionOf(each, range, sources)]),
  );
}

function versionOf(name: string, range: string, { versions, catalog }: ManifestSources): string {
  if (!/^(?:workspace|catalog):/.test(range)) return range;
  // Packages of one checkout are made for each other: another version of one is another schema.
  const version = range.startsWith('workspace:') ? versions.get(name) : catalog.get(name);
  if (version === undefined)
    throw new Error(
      `${name} is a dependency of a package that ships and has no version: ${range}. A package that is private cannot be one.`,
    );
  return version;
}
