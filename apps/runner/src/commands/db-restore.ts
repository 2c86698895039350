import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSession } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { baseFor } from '@erp/postgres/archive';
import { embeddedDirectory, embeddedStatus, openEmbedded } from '@erp/postgres/embedded';
import { restoreBase } from '@erp/postgres/restore-base';
import { confirm } from '../confirm.ts';
import { applicationName, type Invocation } from '../invocation.ts';
import type { DbRestoreOptions } from './db.command.ts';

/** Milliseconds between looks whether the server has come to its moment. */
const LOOK = 50;

/** `erp db restore`: choose the base backup, ask, put it in the place of the data, let the server go on from there. */
export async function restoreServer(invocation: Invocation, options: DbRestoreOptions): Promise<void> {
  const directory = embeddedDirectory(invocation.root);
  const { until } = options;
  const base = baseFor(directory, until === undefined ? undefined : new Date(until));
  const to = until ?? 'the end of its archive';
  if (options.yes !== true)
    await confirm(
      invocation,
      `Put the embedded server in ${directory} back to ${to}, from the copy ${base.name}? What it has now is kept beside.`,
    );
  invocation.stage('Putting the data back …');
  const restored = await restoreBase(directory, base, until);
  const { before } = restored;
  const kept =
    before === undefined ? '' : ` What it had before lies in ${before}; delete it when nobody needs it.`;
  invocation.whenEnded(() => `The server goes on to ${to} at its next start.${kept}`);
  invocation.stage(`Going on to ${to} …`);
  try {
    await recover(directory);
  } catch (error) {
    const { log } = await embeddedStatus({ directory });
    await restored.undo();
    throw explainUnreached(error, readFileSync(log, 'utf8').slice(-8000), until);
  }
  if (options.json === true) {
    invocation.json({ base: base.name, until: until ?? null, before: before ?? null });
    return;
  }
  invocation.stdout(`The embedded server has its data as of ${to}.${kept}`);
}

/** Starts the server, and waits until it has read the log and takes what is new. */
async function recover(directory: string): Promise<void> {
  const server = await openEmbedded({ directory });
  try {
    const session = await openSession({
      ...server.settings,
      application_name: applicationName('db restore'),
    });
    try {
      for (;;) {
        const [row] = await session.query<{ recovering: boolean }>(
          'SELECT pg_is_in_recovery() AS recovering',
        );
        if (row?.recovering !== true) return;
        await sleep(LOOK);
      }
    } finally {
      await session.close().catch(() => {});
    }
  } finally {
    await server.close();
  }
}

function explainUnreached(error: unknown, log: string, until: string | undefined): unknown {
  if (!/recovery ended before configured recovery target was reached/.test(log)) return error;
  return new Problem({
    code: 'restore_moment_unreached',
    message: `Nothing was written after ${until}, so there is nothing to go back from.`,
    hint: 'The data is as it was. For the last moment in the archive leave it out: pnpm db restore',
    cause: error,
  });
}
