import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { currentPlace, makePrivateDirectory, type ServerPlace } from './server-place.ts';

/** A copy of the data of an embedded server, from which the archive of its log leads to later moments. */
export interface BaseBackup {
  readonly name: string;
  readonly folder: string;
  /** The moment from which on it can be gone on to, as the server writes it. */
  readonly stoppedAt: string;
}

/** What the server said at the end of a copy. */
export interface BaseLabel {
  /** What pg_backup_stop gives as the content of backup_label. */
  readonly label: string;
  readonly stoppedAt: string;
}

const FACTS = 'base.json';

/**
 * What a copy leaves out: the log comes from the archive, and the rest is of the process that runs now.
 *
 * @see https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA
 */
const EMPTY = new Set(
  ['wal', 'replslot', 'dynshmem', 'notify', 'serial', 'snapshots', 'stat_tmp', 'subtrans'].map(
    (name) => `pg_${name}`,
  ),
);
const LEFT_OUT = /^(?:postmaster\.(?:pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|base\.json)$/;

/** Has the server of a directory archive its log from its next start on. */
export function openArchive(directory: string): void {
  const { directory: home, archive } = currentPlace(directory);
  makePrivateDirectory(home);
  makePrivateDirectory(archive);
  for (const part of ['wal', 'base']) makePrivateDirectory(join(archive, part));
}

/** Reads the copies of a server's data, the oldest first. */
export function readBases(directory: string): readonly BaseBackup[] {
  const base = join(currentPlace(directory).archive, 'base');
  if (!existsSync(base)) return [];
  return readdirSync(base)
    .filter((name) => existsSync(join(base, name, FACTS)))
    .map((name) => ({ name, folder: join(base, name), ...factsOf(join(base, name)) }))
    .sort((a, b) => (a.stoppedAt < b.stoppedAt ? -1 : 1));
}

/**
 * Copies the data of the server of a directory while it runs, between pg_backup_start and pg_backup_stop, which the
 * caller asks for: what changed meanwhile the log puts right. A copy has its name only when it is whole. The caller sees to
 * it that nobody else copies at the same time.
 *
 * @param end asks for the end of the copy.
 * @throws what `end` throws; nothing is left of the copy then.
 */
export async function copyBase(
  directory: string,
  name: string,
  end: () => Promise<BaseLabel>,
): Promise<BaseBackup> {
  const place = currentPlace(directory);
  const folder = join(place.archive, 'base', name);
  const unfinished = `${folder}.unfinished`;
  removeUnfinished(place);
  try {
    await copyFolder(place.data, unfinished);
    const { label, stoppedAt } = await end();
    writeFileSync(join(unfinished, 'backup_label'), label, { mode: 0o600 });
    writeFileSync(join(unfinished, FACTS), `${JSON.stringify({ stoppedAt })}\n`, { mode: 0o600 });
    renameSync(unfinished, folder);
    return { name, folder, stoppedAt };
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/**
 * The copy from which a moment can be reached: the last one that was whole by then.
 *
 * @param until the moment; the end of the archive when none is given.
 * @throws {Problem} `no_base_backup`.
 */
export function baseFor(directory: string, until?: Date): BaseBackup {
  const bases = readBases(directory);
  const found = bases.filter(({ stoppedAt }) => until === undefined || new Date(stoppedAt) <= until).at(-1);
  if (found !== undefined) return found;
  throw new Problem({
    code: 'no_base_backup',
    message:
      until === undefined
        ? 'There is no base backup of the embedded server.'
        : `No base backup of the embedded server is from before ${until.toISOString()}.`,
    detail: bases.map(({ name, stoppedAt }) => `${name}, whole at ${stoppedAt}`).join('\n'),
    hint:
      bases[0] === undefined
        ? 'Nothing was changed. pnpm db backup makes one; it leads to the moments that come after it.'
        : 'Nothing was changed. Give a later moment: pnpm db restore --until TIME',
  });
}

/** What a run that was killed has left. */
function removeUnfinished({ archive }: ServerPlace): void {
  const base = join(archive, 'base');
  for (const name of readdirSync(base))
    if (name.endsWith('.unfinished')) rmSync(join(base, name), { recursive: true, force: true });
}

async function copyFolder(from: string, to: string, top = true): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (LEFT_OUT.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (top && EMPTY.has(entry.name)) mkdirSync(target, { mode: 0o700 });
    else if (entry.isDirectory()) await copyFolder(source, target, false).catch(unlessGone);
    else await copyFile(source, target).catch(unlessGone);
  }
}

/** What is dropped while others are copied is dropped by the log too. */
function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

function factsOf(folder: string): { stoppedAt: string } {
  return JSON.parse(readFileSync(join(folder, FACTS), 'utf8')) as { stoppedAt: string };
}
