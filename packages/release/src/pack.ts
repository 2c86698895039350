import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildPackages, declarationsIn } from './build.ts';
import { shippedManifest } from './shipped-manifest.ts';
import { catalogOf, type Manifest, type ShippedPackage, shippedPackages } from './workspace-packages.ts';

/** A package as a registry takes it. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  /** Absolute path of its tarball. */
  readonly tarball: string;
}

/**
 * Makes a tarball of every package that is not private: JavaScript and declarations in `dist`; of a domain its sources
 * too, which are read for checksums and never run from there.
 *
 * @param root absolute path of the checkout.
 * @param out absolute path of a folder inside the checkout; what is in it is deleted.
 * @throws when the compiler or npm refuses something.
 */
export function packAll(root: string, out: string): readonly PackedPackage[] {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const packages = shippedPackages(root);
  buildPackages(root, packages, out);
  const versions = new Map(packages.map(({ manifest }) => [manifest.name, manifest.version]));
  const catalog = catalogOf(root);
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  for (const each of packages) {
    const home = join(out, basename(each.folder));
    copyBeside(root, each, home);
    const manifest = shippedManifest(each.manifest, {
      versions,
      catalog,
      node: engines.node,
      built: (path) => existsSync(join(home, path)),
      typesFrom: importedBy(declarationsIn(join(home, 'dist'))),
    });
    writeFileSync(join(home, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  return pack(
    out,
    packages.map(({ folder, manifest }) => ({ folder: join(out, basename(folder)), manifest })),
  );
}

/** Tests are the checkout's business, and so is what a package manager has put there. */
const STAYS = new Set(['node_modules', 'test', 'package.json', '.turbo']);

/** What lies beside the built files: texts, the command, and of a domain everything that is read as text. */
function copyBeside(root: string, { folder, manifest }: ShippedPackage, home: string): void {
  const source = join(root, folder);
  cpSync(join(root, 'LICENSE'), join(home, 'LICENSE'));
  for (const name of ['README.md', 'CHANGELOG.md', 'bin']) {
    if (existsSync(join(source, name))) cpSync(join(source, name), join(home, name), { recursive: true });
  }
  if (manifest.erp === undefined) return;
  cpSync(source, home, {
    recursive: true,
    filter: (path) => !STAYS.has(path.slice(source.length + 1).split('/')[0] ?? ''),
  });
}

/** Names of the packages that declarations import. */
function importedBy(declarations: readonly string[]): ReadonlySet<string> {
  const names = declarations.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /(?:\bfrom|\bimport)\s*\(?\s*['"]((?:@[^/'"]+\/)?[^./'"][^/'"]*)/g,
      ),
    ].map(([, name = '']) => name),
  );
  return new Set(names);
}

function pack(
  out: string,
  packages: readonly { readonly folder: string; readonly manifest: Manifest }[],
): readonly PackedPackage[] {
  const folders = packages.map(({ folder }) => folder);
  const npm = spawnSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', out, ...folders],
    {
      cwd: out,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  if (npm.status !== 0) throw new Error(`npm cannot pack:\n${npm.stderr}`);
  return packages.map(({ manifest: { name, version } }) => ({
    name,
    version,
    tarball: join(out, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`),
  }));
}
