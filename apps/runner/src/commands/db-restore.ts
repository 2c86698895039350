import { baseFor } from '@erp/postgres/archive';
import { embeddedDirectory, openEmbedded } from '@erp/postgres/embedded';
import { restoreBase } from '@erp/postgres/restore-base';
import { confirm } from '../confirm.ts';
import type { Invocation } from '../invocation.ts';
import type { DbRestoreOptions } from './db.command.ts';

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
    // It takes connections when it has come to the moment.
    await (await openEmbedded({ directory })).close();
  } catch (error) {
    await restored.undo();
    throw error;
  }
  if (options.json === true) {
    invocation.json({ base: base.name, until: until ?? null, before: before ?? null });
    return;
  }
  invocation.stdout(`The embedded server has its data as of ${to}.${kept}`);
}
