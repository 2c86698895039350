/** A process of its own, so that its memory is that of the loader: loads orders, lines and payments, prints figures. */
import { openSession } from '@erp/engine/connection';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { prepareDemo } from '../src/demo.ts';
import { SILENT } from '../src/progress.ts';
import { SALES, TENANT } from './sales.ts';

const [settings, scale, domain] = process.argv.slice(2) as [string, string, string];
const session = await openSession(JSON.parse(settings));
const demo = await prepareDemo(session, await discoverDomains(findWorkspaceRoot(import.meta.dirname)), {
  tenants: 3,
  only: [TENANT],
  scale: Number(scale),
  domains: domain.split(','),
});
const plan = await demo.plan();
const chosen = {
  ...plan,
  domains: plan.domains
    .filter((each) => domain !== 'orders' || each.domain.name === 'orders')
    .map((each) =>
      domain === 'orders'
        ? {
            domain: { ...each.domain, seeds: { factories: each.domain.seeds.factories } },
            tables: each.tables.filter((table) => SALES.includes(table.factory.table)),
          }
        : each,
    ),
};
const start = performance.now();
const tables = await demo.load(chosen, SILENT);
const seconds = (performance.now() - start) / 1000;
await session.close();
console.log(
  JSON.stringify({
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    byTable: Object.fromEntries(tables.map((table) => [table.table, table.rows])),
    seconds,
    // In kilobytes, of this process with all of its threads.
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
