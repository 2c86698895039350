import { discoverDomains } from '@erp/engine/project';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { printStatus, statusAsJson } from '../print-status.ts';
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
    if (options.json === true) {
      invocation.json(statusAsJson(invocation.root, found));
    } else {
      invocation.stdout(`${database.description}\n`);
      for (const line of printStatus(invocation.root, found, options.all === true)) invocation.stdout(line);
    }
    const doubt = found.repairs.some(({ repair }) => repair.kind === 'interrupted');
    if (doubt || found.plan.history.problems.length > 0) process.exitCode = 1;
  });
}
