import { discoverDomains } from '@erp/engine/project';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { printStatus, statusAsJson } from '../print-status.ts';
import { backupStateAsJson, printBackupState, readBackups } from '../read-backups.ts';
import { readStatus } from '../read-status.ts';
import type { StatusOptions } from './status.command.ts';

/**
 * `erp status`: discover, order, plan; show every domain, what is not applied, and what to do next. Ends with 1 where a
 * person has to decide something before anything can be applied.
 */
export async function status(invocation: Invocation, options: StatusOptions): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const { order } = workspace;
  await withSession(invocation, 'status', async (session, database) => {
    const found = await readStatus(session, workspace, order);
    const backups = await readBackups(invocation, session);
    if (options.json === true) {
      invocation.json({ ...statusAsJson(invocation.root, found), backup: backupStateAsJson(backups) });
    } else {
      invocation.stdout(`${database.description}\n`);
      const lines = printStatus(invocation.root, found, options.all === true);
      // The next move stays the last line.
      for (const line of lines.slice(0, -1)) invocation.stdout(line);
      for (const line of printBackupState(backups, new Date())) invocation.stdout(line);
      for (const line of lines.slice(-1)) invocation.stdout(line);
    }
    const doubt = found.repairs.some(({ repair }) => repair.kind === 'interrupted');
    if (doubt || found.plan.history.problems.length > 0) process.exitCode = 1;
  });
}
