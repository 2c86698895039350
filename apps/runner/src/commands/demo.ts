import { discoverDomains } from '@erp/engine/discover';
import { orderSteps } from '@erp/engine/order';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { migrateSession } from './migrate.ts';

/** `erp demo`: migrate, then say what is there and where to look. */
export async function demo(invocation: Invocation): Promise<void> {
  await withSession(invocation, 'demo', async (session, database) => {
    const start = performance.now();
    await migrateSession(invocation, session, { lockTimeout: 600 });
    const workspace = await discoverDomains(invocation.root);
    const byName = new Map(workspace.domains.map((domain) => [domain.name, domain]));
    invocation.out('');
    for (const name of orderSteps(workspace.domains).domains) {
      const domain = byName.get(name);
      invocation.out(
        `${name.padEnd(14)} ${String(domain?.tables.size ?? 0).padStart(3)} tables  ${domain?.definition.purpose ?? ''}`,
      );
    }
    const tables = workspace.domains.reduce((sum, domain) => sum + domain.tables.size, 0);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    invocation.out(`
${workspace.domains.length} domains, ${tables} tables, ${seconds} s, in ${database.description}.

Look at it:  pnpm db start     serves it to psql or a GUI and prints the address
             pnpm status       what is applied
             pnpm plan --fresh --sql   the plain SQL`);
  });
}
