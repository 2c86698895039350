import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { ShippedPackage } from './workspace-packages.ts';

/**
 * Builds the sources of packages into `<out>/<name of its folder>/dist`: JavaScript and declarations by the compiler,
 * everything else, such as style sheets, as it is.
 *
 * @param root absolute path of the checkout.
 * @param out absolute path of an empty folder inside the checkout: the compiler finds packages from there.
 * @throws when the compiler finds anything wrong.
 */
export function buildPackages(root: string, packages: readonly ShippedPackage[], out: string): void {
  const compiled = join(out, '.compiled');
  compile(root, packages, out, compiled);
  for (const { folder, manifest } of packages) {
    const source = manifest.erp === undefined ? join(folder, 'src') : folder;
    const dist = join(out, basename(folder), 'dist');
    mkdirSync(dirname(dist), { recursive: true });
    renameSync(join(compiled, source), dist);
    if (manifest.erp === undefined) cpSync(join(root, source), dist, { recursive: true, filter: isNoSource });
    for (const file of declarationsIn(dist)) {
      writeFileSync(file, withBuiltImports(readFileSync(file, 'utf8')));
    }
  }
}

/** One run over all of them: they are checked against each other's sources. */
function compile(root: string, packages: readonly ShippedPackage[], out: string, compiled: string): void {
  const project = join(out, 'tsconfig.json');
  const folders = packages.map(({ folder, manifest }) =>
    join(root, folder, manifest.erp === undefined ? 'src' : '.'),
  );
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      types: ['node', 'jest'],
      typeRoots: [join(root, 'node_modules', '@types')],
      rootDir: root,
      outDir: compiled,
    },
    include: folders,
    exclude: ['node_modules', 'test'].flatMap((each) => folders.map((folder) => join(folder, each))),
  };
  writeFileSync(project, JSON.stringify(config));
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin',
    'tsc',
  );
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', project], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The packages cannot be built:\n${stdout}`);
}

/** Declarations keep the extension of the sources, which do not lie beside them. */
function withBuiltImports(declarations: string): string {
  return declarations.replaceAll(/((?:\bfrom|\bimport)\s*\(?\s*['"]\.\.?\/[^'"]+)\.ts(?=['"])/g, '$1.js');
}

/** Declarations of a package that lies in a folder of built files. */
export function declarationsIn(dist: string): string[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function isNoSource(path: string): boolean {
  return !path.endsWith('.ts') || path.endsWith('.d.ts');
}
