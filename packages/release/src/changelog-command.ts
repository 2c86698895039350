import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openSession } from '@erp/engine/connection';
import { type DomainPackage, discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { openTestServer } from '@erp/postgres/disposable';
import { withScratchDatabase } from '@erp/scratch/scratch-database';
import { firstChangelog, missingEntries, withEntries } from './changelog.ts';
import { measureLocks } from './measure-locks.ts';

/** A domain whose changelog lacks entries. */
interface Lacking {
  readonly domain: DomainPackage;
  readonly file: string;
  /** Undefined where there is none yet. */
  readonly text: string | undefined;
  readonly migrations: readonly string[];
}

const check = process.argv.includes('--check');
const root = findWorkspaceRoot(
  process.argv.slice(2).find((word) => !word.startsWith('-')) ?? import.meta.dirname,
);
const project = await discoverDomains(root);
const lacking = project.domains.filter(({ fromPackage }) => !fromPackage).flatMap(lackOf);
const shown = lacking.map(
  ({ file, migrations, text }) =>
    `${relative(root, file)} ${text === undefined ? 'is missing' : `does not name ${migrations.join(', ')}`}.`,
);
if (check) {
  if (shown.length > 0) console.error([...shown, 'Write them: pnpm changelog'].join('\n'));
  process.exitCode = shown.length > 0 ? 1 : 0;
} else {
  await write();
  console.log(shown.length === 0 ? 'Every migration has its entry.' : shown.join('\n'));
}

function lackOf(domain: DomainPackage): Lacking[] {
  const file = join(domain.directory, 'CHANGELOG.md');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const names = domain.migrations.map(({ name }) => name.slice(domain.name.length + 1));
  const migrations = missingEntries(text, names);
  return migrations.length === 0 && text !== undefined ? [] : [{ domain, file, text, migrations }];
}

function versionOf({ directory }: DomainPackage): string {
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

async function write(): Promise<void> {
  const measured = lacking.filter(({ text }) => text !== undefined);
  const effects = await effectsOf(
    new Set(measured.flatMap(({ domain, migrations }) => migrations.map((each) => `${domain.name}/${each}`))),
  );
  for (const { domain, file, text, migrations } of lacking) {
    const entries = migrations.map((migration) => ({
      migration,
      effects: effects.get(`${domain.name}/${migration}`) ?? [],
    }));
    writeFileSync(
      file,
      text === undefined
        ? firstChangelog(domain.name, versionOf(domain), migrations)
        : withEntries(text, versionOf(domain), entries),
    );
  }
}

/** In the order in which a fresh installation meets them. */
async function effectsOf(names: ReadonlySet<string>): Promise<ReadonlyMap<string, readonly string[]>> {
  const ordered = project.order.steps.map(({ name }) => name).filter((name) => names.has(name));
  if (ordered.length === 0) return new Map();
  const server = await openTestServer();
  const maintenance = { ...server.settings, database: 'postgres' };
  try {
    const session = await openSession(maintenance);
    try {
      return await withScratchDatabase(session, maintenance, async (scratch) =>
        measureLocks(project, scratch, maintenance, ordered),
      );
    } finally {
      await session.close();
    }
  } finally {
    await server.close();
  }
}
