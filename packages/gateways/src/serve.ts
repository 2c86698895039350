/**
 * `pnpm --filter @erp/gateways start`: PostGraphile over the schemas `public` and `api`, each request inside the tenant of
 * its token. DATABASE_URL or the PG* variables say which database, as a login that is a member of erp_app; JWT_SECRET is
 * what tokens are signed with (HS256), JWT_AUDIENCE whom they must be made for, if set, PORT the port, POOL the number of
 * connections.
 */
import './before-postgraphile.ts';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectionFromEnvironment } from '@erp/postgres/connection';
import { jwtVerify } from 'jose';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { grafserv } from 'postgraphile/grafserv/node';
import { type Claims, tenantPreset } from './postgraphile.ts';

const settings = connectionFromEnvironment(process.env);
const secret = new TextEncoder().encode(process.env.JWT_SECRET ?? '');
// RFC 7518, 3.2: a key of HS256 has at least as many bits as its hash.
if (settings === undefined || secret.length < 32) {
  console.error('Set DATABASE_URL, and JWT_SECRET to a secret of at least 32 characters.');
  process.exit(2);
}
const audience = process.env.JWT_AUDIENCE;
const pool = new pg.Pool({ ...(settings as pg.PoolConfig), max: Number(process.env.POOL ?? 10) });
// Else a connection that the server ends while nobody uses it would end this process.
pool.on('error', (error) => console.error(error.message));

const instance = postgraphile({
  extends: [tenantPreset({ pool, claimsOf: ({ node }) => claimsOf(node?.req) })],
  grafast: { explain: false },
});
const server = createServer();
await instance.getSchema();
await instance.createServ(grafserv).addTo(server);
server.once('error', (error) => {
  console.error(`${error.message}. PORT chooses another port, 0 a free one.`);
  process.exit(1);
});
server.listen(Number(process.env.PORT ?? 5678), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`),
);
process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => pool.end());
});

/** What the bearer's token says; undefined where there is none, or where it is not ours, is over, or never would be. */
async function claimsOf(request: IncomingMessage | undefined): Promise<Claims | undefined> {
  const [, token] = /^bearer (.+)$/i.exec(request?.headers.authorization ?? '') ?? [];
  if (token === undefined) return undefined;
  const verified = await jwtVerify(token, secret, {
    algorithms: ['HS256'],
    requiredClaims: ['exp'],
    ...(audience === undefined ? {} : { audience }),
  }).catch(() => undefined);
  return verified?.payload;
}
