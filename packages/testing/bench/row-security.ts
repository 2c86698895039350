/**
 * What row level security costs: the ten queries of the screens as erp_app inside an entered tenant, without a word
 * about the tenant, against the same queries as the owner with `WHERE tenant_id = …`. In pairs, for the largest, the
 * middle and the smallest tenant. Says how long things took and what the ratio was; fails only when a plan is wrong.
 *
 * ORDERS (1,000,000), TENANTS (200) and PAIRS (100) make it smaller or larger.
 */
import { migratedDatabase } from '../src/database.ts';
import { type Comparison, compareForms } from './compare-forms.ts';
import { fillOrders } from './fill-orders.ts';
import { screenQueries } from './screen-queries.ts';

const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const size = { tenants: number('TENANTS', 200), orders: number('ORDERS', 1_000_000) };
const effort = { pairs: number('PAIRS', 100), executions: 10 };
const ranks = [1, size.tenants >> 1, size.tenants];

const database = await migratedDatabase({ domains: ['orders'], broken: 'any' });
try {
  const owner = await database.connect();
  const application = await database.connect();
  const start = performance.now();
  await fillOrders(owner, size);
  const { rows } = await owner.query(
    "SELECT current_setting('server_version') AS version, pg_size_pretty(pg_database_size(current_database())) AS size",
  );
  console.log(
    `PostgreSQL ${rows[0].version}, ${size.tenants} tenants, ${size.orders} orders, ${rows[0].size}, filled in ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
  console.log(
    '\n| query | tenant | explicit ms | RLS ms | ratio | min – max | in the server: explicit ms | RLS ms | ratio | index |\n|---|---|---|---|---|---|---|---|---|---|',
  );
  const all: Comparison[] = [];
  for (const query of screenQueries) {
    for (const rank of ranks) {
      const comparison = await compareForms(owner, application, query, rank, effort);
      all.push(comparison);
      console.log(rowOf(comparison));
    }
  }
  summarize(all);
} finally {
  await database.drop();
}

function rowOf({ query, rank, roundTrip, server, plan }: Comparison): string {
  const label = rank === 1 ? 'largest' : rank === size.tenants ? 'smallest' : 'middle';
  const cells = [
    query.name,
    label,
    roundTrip.first.toFixed(3),
    roundTrip.second.toFixed(3),
    `**${roundTrip.ratio.toFixed(2)}**`,
    `${roundTrip.lowest.toFixed(2)} – ${roundTrip.highest.toFixed(2)}`,
    server.first.toFixed(3),
    server.second.toFixed(3),
    server.ratio.toFixed(2),
    [...new Set(plan.indexes)].join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

function summarize(all: readonly Comparison[]): void {
  const above = all.filter((each) => each.roundTrip.ratio > 1.2);
  const worst = Math.max(...all.map((each) => each.roundTrip.ratio));
  const geometric = Math.exp(all.reduce((sum, each) => sum + Math.log(each.roundTrip.ratio), 0) / all.length);
  console.log(
    `\nratio: ${geometric.toFixed(2)} on geometric average, ${worst.toFixed(2)} at worst, above 1.2 in ${above.length} of ${all.length}`,
  );
  const faults = all.flatMap(({ query, rank, plan }) =>
    plan.faults.map((fault) => `${query.name}, rank ${rank}: ${fault}`),
  );
  console.log(faults.length === 0 ? 'plans: every table by an index led by tenant_id' : faults.join('\n'));
  if (faults.length > 0) process.exitCode = 1;
}
