import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { BaseBackup } from './archive.ts';
import { quoted } from './server-configuration.ts';
import { currentPlace, type ServerPlace } from './server-place.ts';
import { stopServer } from './stop-server.ts';
import { type DataSwap, settleSwap, swapData, takeBack } from './swap-data.ts';

/** Data that was put into the place of what a server had. */
export interface RestoredBase {
  /** Where the data lies that the server had before; undefined when it had none. */
  readonly before: string | undefined;
  /** Puts that back, unless the start of the server did, for it could not reach the moment. */
  undo(): Promise<void>;
}

/**
 * Stops the server of a directory and puts a base backup in the place of its data, which is kept beside it. At its next
 * start the server goes on from there with its archive, up to a moment. Killed, it is ended or taken back by that start, or
 * by the next restore.
 *
 * @param until the moment with its zone, e.g. `2026-11-02T14:32:00.5Z`; the end of the archive when not given.
 */
export async function restoreBase(
  directory: string,
  base: BaseBackup,
  until?: string,
): Promise<RestoredBase> {
  let swap: DataSwap | undefined;
  await stopServer(directory, (place) => {
    const begun = settleSwap(place);
    // What another restore left has never come up: what was there before it is what is kept.
    if (begun !== undefined) takeBack(place, begun);
    prepare(place, base, until);
    swap = swapData(place, base.name, until);
  });
  if (swap === undefined) throw new Error(`${directory} has no server.`);
  const { before } = swap;
  return {
    before: before === null ? undefined : join(currentPlace(directory).directory, before),
    undo: async () => {
      await stopServer(directory, (place) => takeBack(place, swap as DataSwap));
    },
  };
}

/** Makes the new data whole before the old is touched. */
function prepare(place: ServerPlace, base: BaseBackup, until: string | undefined): void {
  rmSync(place.unfinished, { recursive: true, force: true });
  cpSync(base.folder, place.unfinished, { recursive: true });
  rmSync(join(place.unfinished, 'base.json'));
  const wal = join(place.archive, 'wal');
  mkdirSync(join(place.unfinished, 'pg_wal', 'archive_status'), { recursive: true, mode: 0o700 });
  takeUnarchived(join(place.data, 'pg_wal'), wal, join(place.unfinished, 'pg_wal'));
  writeFileSync(join(place.unfinished, 'recovery.signal'), '', { mode: 0o600 });
  const settings = {
    // Nobody is let in, to read only, before the moment is reached.
    hot_standby: 'off',
    restore_command: `cp ${quoted(wal)}/%f %p`,
    ...(until && { recovery_target_time: asServerReads(until), recovery_target_action: 'promote' }),
  };
  const file = join(place.unfinished, 'postgresql.auto.conf');
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !/^(?:hot_standby|restore_command|recovery_target)/.test(line));
  writeFileSync(file, kept.join('\n'));
  for (const [name, value] of Object.entries(settings))
    appendFileSync(file, `${name} = '${value.replaceAll("'", "''")}'\n`);
}

/** Before the server has read its tables of zones, it knows none by name, and Z is one. */
function asServerReads(moment: string): string {
  return moment.replace('T', ' ').replace(/Z$/, '+00:00');
}

/** What a server that was killed had not archived yet lies in its own log. */
function takeUnarchived(from: string, archive: string, to: string): void {
  if (!existsSync(from)) return;
  for (const name of readdirSync(from))
    if (/^[0-9A-F]{24}$/.test(name) && !existsSync(join(archive, name)))
      copyFileSync(join(from, name), join(to, name));
}
