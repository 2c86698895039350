/**
 * Whether anything leaks from one tenant to the other where all requests share one connection: REQUESTS (10,000) of two
 * tenants, so many at a time, through each query builder. Every seventh request fails, every eleventh is a stranger's.
 *
 * Fails when a request sees a row that is not its tenant's, or lacks one that is.
 */
import { sqlStateOf } from '@erp/client/errors';
import { migratedDatabase } from '@erp/testing/database';
import type pg from 'pg';
import { type Door, openings } from '../test/doors.ts';

const requests = Number(process.env.REQUESTS ?? 10_000);
const AT_ONCE = 50;
const QUERY = "SELECT tenant_id, current_setting('app.tenant_id', true) AS entered FROM sys_brands";

const database = await migratedDatabase({ domains: ['system'], broken: 'any' });
const { a, b } = database.tenants;
for (const tenant of [a, b]) {
  await database.knex('sys_brands').insert({ tenant_id: tenant.id, code: 'one', name: 'One' });
}
console.log(`${requests} requests of two tenants, ${AT_ONCE} at a time, over one connection\n`);
console.log('| through | own rows | failed on purpose | strangers refused | leaks |');
console.log('|---|---|---|---|---|');
let leaks = 0;
try {
  for (const [name, open] of Object.entries(openings)) {
    const door = open(database.settings as pg.PoolConfig, 1);
    const counts = new Map<string, number>();
    for (let at = 0; at < requests; at += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, requests - at) }, (_, place) =>
        request(door, at + place),
      );
      for (const outcome of await Promise.all(batch)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    await door.close();
    const of = (outcome: string) => counts.get(outcome) ?? 0;
    const strange = requests - of('own') - of('failed') - of('refused');
    leaks += strange;
    console.log(`| ${name} | ${of('own')} | ${of('failed')} | ${of('refused')} | **${strange}** |`);
  }
} finally {
  await database.drop();
}
if (leaks > 0) process.exitCode = 1;

async function request(door: Door, at: number): Promise<string> {
  const [tenant, other] = at % 2 === 0 ? [a, b] : [b, a];
  const stranger = at % 11 === 0;
  const session = {
    tenant: tenant.id,
    user: stranger ? other.ownerId : tenant.ownerId,
    role: 'erp_app',
  } as const;
  try {
    return await door.within(session, async (ask) => {
      const rows = await ask(QUERY);
      if (at % 7 === 0 && !stranger) throw new Error('failed');
      const [row] = rows;
      return rows.length === 1 && row?.tenant_id === tenant.id && row?.entered === tenant.id
        ? 'own'
        : 'foreign';
    });
  } catch (error) {
    if (sqlStateOf(error) === '42501' && stranger) return 'refused';
    return (error as Error).message;
  }
}
