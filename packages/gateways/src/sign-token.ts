/**
 * `pnpm --filter @erp/gateways sign-token TENANT EMAIL`: a token for trying a gateway out, good for an hour. TENANT is the
 * number or the slug of a tenant, EMAIL that of an active member; who they are is printed where it is none of theirs.
 * DATABASE_URL or the PG* variables say where, as the owner of the tables; JWT_SECRET is what the gateway checks with, and
 * JWT_AUDIENCE whom it is made for, if the gateway asks.
 */
import { connectionFromEnvironment } from '@erp/postgres/connection';
import { SignJWT } from 'jose';
import pg from 'pg';

const [tenant = '', email = ''] = process.argv.slice(2);
const settings = connectionFromEnvironment(process.env);
const secret = new TextEncoder().encode(process.env.JWT_SECRET ?? '');
if (settings === undefined || secret.length < 32 || tenant === '') {
  console.error('Set DATABASE_URL, and JWT_SECRET to at least 32 characters; then: sign-token TENANT EMAIL');
  process.exit(2);
}
const client = new pg.Client(settings as pg.ClientConfig);
await client.connect();
const { rows: members } = await client.query<{ email: string; account: string; tenant: string }>(
  `SELECT u.email, u.auth_user_id AS account, t.id::text AS tenant
     FROM sys_tenants t JOIN sys_tenant_members m ON m.tenant_id = t.id JOIN sys_users u ON u.id = m.user_id
    WHERE $1 IN (t.id::text, t.slug) AND m.status = 'active' AND u.auth_user_id IS NOT NULL ORDER BY u.id`,
  [tenant],
);
await client.end();
const member = members.find((each) => each.email === email);
if (member === undefined) {
  const others = members.slice(0, 20).map((each) => `  ${each.email}`);
  console.error([`Name an active member of ${tenant}:`, ...others].join('\n'));
  process.exit(1);
}
const token = new SignJWT({ tenant_id: member.tenant, role: 'authenticated' })
  .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
  .setSubject(member.account)
  .setIssuedAt()
  .setExpirationTime('1h');
if (process.env.JWT_AUDIENCE !== undefined) token.setAudience(process.env.JWT_AUDIENCE);
console.log(await token.sign(secret));
