/**
 * `pnpm --filter @erp/gateways api`: writes schema `api` as SQL to standard output; with --apply it is made in the database.
 * DATABASE_URL or the PG* variables say which one, as the owner of the tables.
 */
import { connectionFromEnvironment } from '@erp/postgres/connection';
import pg from 'pg';
import { writeApiSchema } from './api-schema.ts';

const settings = connectionFromEnvironment(process.env);
if (settings === undefined) {
  console.error('Which database? Set DATABASE_URL.');
  process.exit(2);
}
const client = new pg.Client(settings as pg.ClientConfig);
await client.connect();
try {
  const script = await writeApiSchema(client);
  if (process.argv.includes('--apply')) await client.query(script);
  else process.stdout.write(script);
} finally {
  await client.end();
}
