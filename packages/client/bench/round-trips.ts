/**
 * What entering a tenant costs on a network of 20 ms: a request of one query by `withTenant`, through each query builder,
 * against the same query on the bare handle, and against a transaction that waits for every answer. Medians of pairs,
 * one after the other. ROUND_TRIP (20) and REQUESTS (100) make it another network, or longer.
 *
 * Fails when reading, or writing with `oneTrip`, costs more than 1.25 times the bare query.
 */
import { migratedDatabase } from '@erp/testing/database';
import pg from 'pg';
import { type Door, openings } from '../test/doors.ts';
import { delayingProxy } from './delaying-proxy.ts';

const roundTrip = Number(process.env.ROUND_TRIP ?? 20);
const requests = Number(process.env.REQUESTS ?? 100);
const QUERY = 'SELECT id, code, name FROM sys_brands ORDER BY id LIMIT 20';
const LIMIT = 1.25;

const database = await migratedDatabase({ domains: ['system'], broken: 'any' });
const proxy = await delayingProxy(database.settings, roundTrip);
const ENTER = `SELECT app.enter_tenant(${database.tenants.a.id}, ${database.tenants.a.ownerId})`;
const session = { tenant: database.tenants.a.id, user: database.tenants.a.ownerId, role: 'erp_app' } as const;
await database.knex('sys_brands').insert({ tenant_id: session.tenant, code: 'one', name: 'One' });
const [server] = await database.knex('pg_settings').where('name', 'server_version').select('setting');
console.log(
  `PostgreSQL ${server?.setting}, Node ${process.version}, ${roundTrip} ms, medians of ${requests}\n`,
);
console.log(
  '| through | bare query ms | reads ms | ratio | read only ms | ratio | writes ms | ratio | writes in one trip ms | ratio | every answer awaited ms |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|---|');
let worst = 0;
try {
  for (const [name, open] of Object.entries(openings)) {
    const settings = { ...database.settings, host: '127.0.0.1', port: proxy.port } as pg.PoolConfig;
    const door = open(settings, 1);
    const client = new pg.Client(settings);
    await client.connect();
    const times = await measure(door, client);
    await client.end();
    await door.close();
    const of = (each: keyof typeof times) => median(times[each]);
    const ratio = (each: keyof typeof times) => of(each) / of('bare');
    worst = Math.max(worst, ratio('reads'), ratio('readOnly'), ratio('oneTrip'));
    const shown = (['reads', 'readOnly', 'writes', 'oneTrip'] as const).map(
      (each) => `${of(each).toFixed(1)} | **${ratio(each).toFixed(2)}**`,
    );
    console.log(
      `| ${name} | ${of('bare').toFixed(1)} | ${shown.join(' | ')} | ${of('awaited').toFixed(1)} |`,
    );
  }
} finally {
  await proxy.close();
  await database.drop();
}
if (worst > LIMIT) {
  console.error(`\nOne trip costs ${worst.toFixed(2)} times the bare query; ${LIMIT} is the limit.`);
  process.exitCode = 1;
}

/** Milliseconds of each request; the kinds take turns, so that a busy moment meets all of them. */
async function measure(door: Door, client: pg.Client) {
  const kinds = {
    bare: () => door.outside(QUERY),
    reads: () => door.within(session, (ask) => ask(QUERY)),
    readOnly: () => door.within(session, (ask) => ask(QUERY), { readOnly: true }),
    writes: () => door.within(session, (ask) => ask(`${QUERY} FOR UPDATE`)),
    oneTrip: () => door.within(session, (ask) => ask(`${QUERY} FOR UPDATE`), { oneTrip: true }),
    awaited: async () => {
      for (const text of ['BEGIN', ENTER, QUERY, 'COMMIT']) await client.query(text);
    },
  };
  const times: Record<keyof typeof kinds, number[]> = {
    bare: [],
    reads: [],
    readOnly: [],
    writes: [],
    oneTrip: [],
    awaited: [],
  };
  for (let at = -5; at < requests; at += 1) {
    for (const [kind, request] of Object.entries(kinds) as [keyof typeof kinds, () => Promise<unknown>][]) {
      const start = performance.now();
      await request();
      if (at >= 0) times[kind].push(performance.now() - start);
      // Until the connection is back, so that no request waits for the one before.
      await door.outside('SELECT 1');
    }
  }
  return times;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}
