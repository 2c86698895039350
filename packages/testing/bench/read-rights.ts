/**
 * What asking a permission for reading adds to row level security: the ten queries of the screens against the explicit
 * WHERE, with the policies as they are and with policies that ask for the tenant alone, in turns. Counts the processor
 * time of the server's two processes, so that other work on the machine does not matter; Linux, server on this machine.
 *
 * ORDERS (100,000), TENANTS (200) and PAIRS (20) make it smaller or larger.
 */
import type { Client } from 'pg';
import { migratedDatabase } from '../src/database.ts';
import { compareProcessorTime } from './compare-forms.ts';
import { fillOrders } from './fill-orders.ts';
import { screenQueries } from './screen-queries.ts';

const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const size = { tenants: number('TENANTS', 200), orders: number('ORDERS', 100_000) };
const effort = { pairs: number('PAIRS', 20), executions: 100 };
const ranks = [1, size.tenants >> 1, size.tenants];

const database = await migratedDatabase({ domains: ['orders'], broken: 'any' });
try {
  const owner = await database.connect();
  const application = await database.connect();
  await fillOrders(owner, size);
  const asking = await policiesThatAsk(owner);
  const all: { open: number; asking: number }[] = [];
  console.log(
    '| query | tenant | explicit µs | tenant alone | tenant and permission |\n|---|---|---|---|---|',
  );
  for (const query of screenQueries) {
    for (const [i, rank] of ranks.entries()) {
      // Whichever comes first has the colder caches, so they change places.
      const ratio = { open: 0, asking: 0 };
      let explicit = 0;
      for (const state of i % 2 === 0 ? (['open', 'asking'] as const) : (['asking', 'open'] as const)) {
        for (const { table, qual } of asking) {
          await owner.query(
            `ALTER POLICY ${table}_select ON ${table} USING (${state === 'open' ? 'tenant_id = app.current_tenant_id()' : qual})`,
          );
        }
        const times = await compareProcessorTime(owner, application, query, rank, effort);
        ratio[state] = times.ratio;
        explicit = times.first * 1000;
      }
      all.push(ratio);
      console.log(
        `| ${query.name} | ${['largest', 'middle', 'smallest'][i]} | ${explicit.toFixed(0)} | ${ratio.open.toFixed(2)} | ${ratio.asking.toFixed(2)} |`,
      );
    }
  }
  const mean = (of: (each: (typeof all)[number]) => number) =>
    Math.exp(all.reduce((sum, each) => sum + Math.log(of(each)), 0) / all.length);
  console.log(
    `\nto the explicit WHERE, geometric average: ${mean((each) => each.open).toFixed(2)} by the tenant alone, ${mean((each) => each.asking).toFixed(2)} with the permission, above 1.2 in ${all.filter((each) => each.asking > 1.2).length} of ${all.length}; the permission adds ${((mean((each) => each.asking / each.open) - 1) * 100).toFixed(0)} %`,
  );
} finally {
  await database.drop();
}

/** The policies for reading that ask a permission, as they are. */
async function policiesThatAsk(client: Client): Promise<readonly { table: string; qual: string }[]> {
  const { rows } = await client.query<{ table: string; qual: string }>(
    "SELECT tablename AS table, qual FROM pg_policies WHERE cmd = 'SELECT' AND policyname = tablename || '_select' AND qual ~ 'tenant_read_by'",
  );
  return rows;
}
