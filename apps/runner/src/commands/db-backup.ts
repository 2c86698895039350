import { openSession, type Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { type BaseLabel, copyBase, openArchive } from '@erp/postgres/archive';
import { embeddedDirectory, openEmbedded } from '@erp/postgres/embedded';
import { sayWhenStarting } from '../database.ts';
import { applicationName, type Invocation } from '../invocation.ts';
import type { DbOptions } from './db.command.ts';

/** Minutes that the archive gets for what was written while the data was copied. */
const PATIENCE = 10;

/** `erp db backup`: have the embedded server archive its log, copy its data while it runs. */
export async function backUpServer(invocation: Invocation, options: DbOptions): Promise<void> {
  const directory = embeddedDirectory(invocation.root);
  openArchive(directory);
  await sayWhenStarting(invocation);
  const server = await openEmbedded({ directory });
  try {
    const session = await openSession({ ...server.settings, application_name: applicationName('db backup') });
    try {
      await assertArchiving(session);
      const [row] = await session.query<{ name: string }>(
        `SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') AS name`,
      );
      invocation.stage('Copying the data …');
      // One copy at a time: each takes away what a killed one has left.
      await session.query(`SELECT pg_advisory_lock(hashtext('erp db backup'))`);
      await session.query(`SELECT pg_backup_start('erp db backup', true)`);
      const base = await copyBase(directory, row?.name ?? '', () => endCopy(session));
      if (options.json === true) invocation.json({ ...base });
      else
        invocation.stdout(
          `Copied the data of the embedded server: ${base.folder}\nEvery moment from ${base.stoppedAt} on can be gone back to: pnpm db restore --until TIME`,
        );
    } finally {
      await session.close();
    }
  } finally {
    await server.close();
  }
}

/** The server waits until the log of the time of the copy is in the archive: without it the copy is of no use. */
async function endCopy(session: Session): Promise<BaseLabel> {
  await session.query(`SET statement_timeout = '${PATIENCE}min'`);
  const [row] = await session.query<BaseLabel>(
    `SELECT labelfile AS label, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "stoppedAt"
     FROM pg_backup_stop(true)`,
  );
  if (row === undefined) throw new Error('The server did not say where the copy begins.');
  return row;
}

/** @throws {Problem} `archive_off`. */
async function assertArchiving(session: Session): Promise<void> {
  const [row] = await session.query<{ archive_mode: string }>('SHOW archive_mode');
  if (row?.archive_mode === 'on') return;
  throw new Problem({
    code: 'archive_off',
    message: 'The embedded server was started before it had an archive, and keeps too little of its log.',
    hint: 'Nothing was copied. Start it anew: pnpm db stop, then the same command.',
  });
}
