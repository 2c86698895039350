import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LinkFields } from '@erp/kit/link';

/** A checkout in miniature, for tests of what a team may write. */
export interface ScratchWorkspace {
  /** Absolute path of its root. */
  readonly root: string;
  /** Writes a file, by its path inside the root. */
  write(path: string, text: string): void;
  /** Writes a domain, package.json, domain.ts and migrations by file name, and installs it for the others. */
  addDomain(name: string, dependencies?: readonly string[], migrations?: Record<string, string>): void;
  /** Gives a domain that is there the one link of its links.ts. */
  addLink(name: string, fields: LinkFields): void;
  remove(): void;
}

/** Makes an empty checkout in a temporary folder, with the kit and Knex installed. */
export function scratchWorkspace(): ScratchWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'erp-scratch-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const here = join(import.meta.dirname, '..', '..', '..');
  write('pnpm-workspace.yaml', 'packages:\n  - packages/domains/*\n');
  write('package.json', '{ "name": "scratch", "type": "module", "private": true }\n');
  mkdirSync(join(root, 'node_modules', '@erp'), { recursive: true });
  symlinkSync(join(here, 'packages', 'kit'), join(root, 'node_modules', '@erp', 'kit'));
  symlinkSync(join(here, 'packages', 'kit', 'node_modules', 'knex'), join(root, 'node_modules', 'knex'));
  return {
    root,
    write,
    addDomain(name, dependencies = [], migrations = {}) {
      const folder = `packages/domains/${name}`;
      const entries = [
        ['@erp/kit', 'workspace:*'],
        ...dependencies.map((each) => [`@erp/${each}`, 'workspace:*']),
      ];
      const manifest = { name: `@erp/${name}`, type: 'module', dependencies: Object.fromEntries(entries) };
      write(`${folder}/package.json`, JSON.stringify(manifest));
      write(
        `${folder}/domain.ts`,
        `import { defineDomain } from '@erp/kit/domain';\nexport default defineDomain({ name: '${name}', purpose: 'x', owner: 'x' });\n`,
      );
      const installed = join(root, 'node_modules', '@erp', name);
      if (!existsSync(installed)) symlinkSync(join(root, folder), installed);
      for (const [file, text] of Object.entries(migrations)) write(`${folder}/migrations/${file}`, text);
    },
    addLink(name, fields) {
      const folder = `packages/domains/${name}`;
      write(
        `${folder}/links.ts`,
        `import { link } from '@erp/kit/link';\nexport const links = [link(${JSON.stringify(fields)})];\n`,
      );
      write(
        `${folder}/domain.ts`,
        `import { defineDomain } from '@erp/kit/domain';\nimport { links } from './links.ts';\n` +
          `export default defineDomain({ name: '${name}', purpose: 'x', owner: 'x', links });\n`,
      );
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A migration that makes a table and takes it away again. */
export function tableMigration(table: string): string {
  return rawMigration(`CREATE TABLE ${table} (id bigint PRIMARY KEY)`, `DROP TABLE ${table}`);
}

/** A migration of one statement each way. */
export function rawMigration(up: string, down: string, extra = ''): string {
  return `${extra}
export async function up(knex) {
  await knex.raw(${JSON.stringify(up)});
}
export async function down(knex) {
  await knex.raw(${JSON.stringify(down)});
}
`;
}
