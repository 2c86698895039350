import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of a package.json that packing reads or writes. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description: string;
  readonly license: string;
  readonly type: string;
  readonly erp?: { readonly domain: string };
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string>>;
  /** What differs where a registry has it: doors that need no checkout. */
  readonly publishConfig?: { readonly exports?: Readonly<Record<string, string>> };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package of the checkout that a registry may have. */
export interface ShippedPackage {
  /** Path of its folder inside the checkout, e.g. `packages/domains/crm`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

const PARENTS = ['apps', 'packages', join('packages', 'domains')];

/** The packages of a checkout that are not private, in the order of their folders. */
export function shippedPackages(root: string): readonly ShippedPackage[] {
  return PARENTS.flatMap((parent) =>
    readdirSync(join(root, parent))
      .sort()
      .map((name) => join(parent, name))
      .filter((folder) => existsSync(join(root, folder, 'package.json')))
      .map((folder) => ({
        folder,
        manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest,
      }))
      .filter(({ manifest }) => manifest.private !== true),
  );
}

/** The versions that pnpm-workspace.yaml gives to dependencies from a registry, by name. */
export function catalogOf(root: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const [, block = ''] = /^catalog:\n((?: {2}.+\n)*)/m.exec(text) ?? [];
  return new Map(
    [...block.matchAll(/^ {2}"?([^":]+)"?: (.+)$/gm)].map(([, name = '', range = '']) => [name, range]),
  );
}
