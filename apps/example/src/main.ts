/**
 * `pnpm example`: the office of a shop on the demo. DATABASE_URL or the PG* variables choose the database, else it is the
 * embedded one that `pnpm demo` fills. PORT chooses the port.
 */
import { join } from 'node:path';
import { connectionFromEnvironment } from '@erp/postgres/connection';
import { embeddedDirectory, openEmbedded } from '@erp/postgres/embedded';
import { serve } from '@hono/node-server';
import knexFactory, { type Knex } from 'knex';
import { createApp } from './app.ts';
import { readPeople } from './people.ts';

const chosen = connectionFromEnvironment(process.env);
const directory = embeddedDirectory(join(import.meta.dirname, '..', '..', '..'));
const settings = chosen ?? (await openEmbedded({ directory })).settings;
const knex = knexFactory({ client: 'pg', connection: settings as Knex.PgConnectionConfig });
const tenants = await demoTenants();
if (tenants.length === 0) {
  console.error('There is nobody who could sign in. First: pnpm demo');
  process.exit(1);
}
const app = createApp(knex, () => readPeople(knex, tenants));
const server = serve(
  { fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) },
  ({ port }) => console.log(`http://127.0.0.1:${port} – end with Ctrl-C`),
);
server.once('error', (error) => {
  console.error(`${error.message}. PORT chooses another port, 0 a free one: PORT=0 pnpm example`);
  process.exit(1);
});

/** Only the owner of the tables sees tenants without entering one. */
async function demoTenants(): Promise<string[]> {
  if (!(await knex.schema.hasTable('sys_tenants'))) return [];
  return knex('sys_tenants').where({ status: 'active' }).orderBy('id').limit(20).pluck('id');
}
