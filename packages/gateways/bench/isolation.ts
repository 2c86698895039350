/**
 * Whether anything leaks from one tenant to the other where PostGraphile has one connection for all: REQUESTS (10,000) over
 * HTTP, fifty at a time, of two tenants. Every seventh fails when it has written, every eleventh is a stranger's.
 *
 * Fails when a request sees a row that is not its tenant's, or lacks the one that is.
 */
import { migratedDatabase } from '@erp/testing/database';
import { writeApiSchema } from '../src/api-schema.ts';
import { claimsOf, loginRole } from '../test/accounts.ts';
import { startPostgraphile } from '../test/graphql-server.ts';
import { guideBlocks } from '../test/guide.ts';
import { interleave } from '../test/interleaved.ts';

const requests = Number(process.env.REQUESTS ?? 10_000);
const database = await migratedDatabase({ domains: ['orders'], broken: 'any' });
const { a, b } = database.tenants;
await database.knex.raw(await writeApiSchema(await database.connect()));
for (const tenant of [a, b])
  await database.knex('sys_brands').insert({ tenant_id: tenant.id, code: `of-${tenant.id}`, name: 'Brand' });
const login = await loginRole(database, 'graphql', guideBlocks('sql', 'PostGraphile'));
const server = await startPostgraphile(database.settings, { ...login, pool: 1 });
try {
  const members = [await claimsOf(database, a), await claimsOf(database, b)] as const;
  const { own, failed, refused, others } = await interleave(server, requests, members);
  console.log(`Node ${process.version}, ${requests} requests of two tenants over one connection\n`);
  console.log('| own rows | failed on purpose | strangers refused | leaks |');
  console.log('|---|---|---|---|');
  console.log(`| ${own} | ${failed} | ${refused} | **${others.length}** |`);
  if (others.length > 0) process.exitCode = 1;
  for (const each of others.slice(0, 5)) console.error(each);
} finally {
  await server.close();
  await database.drop();
  await login.drop();
}
