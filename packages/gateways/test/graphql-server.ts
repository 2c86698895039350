import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { databaseEnvironment } from './run-script.ts';

/** What the server checks tokens with. */
export const SECRET = 'a secret of the test, 32 characters and more';

/** Whom its tokens are made for. */
export const AUDIENCE = 'erp';

/** What a server of GraphQL answered. */
interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: a test says by what it expects which shape it has.
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly detail?: string };
  }[];
}

/** PostGraphile as a process of its own, asked over HTTP. */
export interface GraphqlServer {
  /** @param token as `tokenOf` makes it; undefined for a request without one. */
  ask(token: string | undefined, query: string, variables?: object): Promise<Answer>;
  /** What it has complained of. */
  complaints(): string;
  close(): Promise<void>;
}

/** Starts it as `pnpm --filter @erp/gateways start` does. */
export async function startPostgraphile(
  settings: ConnectionSettings,
  options: { readonly user: string; readonly password: string; readonly pool: number },
): Promise<GraphqlServer> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '../src/serve.ts')], {
    env: {
      ...process.env,
      ...databaseEnvironment({ ...settings, user: options.user, password: options.password }),
      NODE_ENV: 'production',
      POOL: String(options.pool),
      JWT_SECRET: SECRET,
      JWT_AUDIENCE: AUDIENCE,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  const url = await firstLine(child).catch((error: Error) => {
    throw new Error(`${error.message}: ${complaints}`);
  });
  return {
    async ask(token, query, variables = {}) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await answer.json()) as Answer;
    },
    complaints: () => complaints,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('http')) return line;
  }
  throw new Error('the server ended');
}

/** A token as the sign-in of an application would make it (RFC 7519), good for an hour. */
export function tokenOf(
  claims: Readonly<Record<string, unknown>>,
  secret = SECRET,
  alg: 'HS256' | 'none' = 'HS256',
): string {
  const now = Math.floor(Date.now() / 1000);
  const parts = [
    { alg, typ: 'JWT' },
    { iat: now, exp: now + 3600, aud: AUDIENCE, ...claims },
  ];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  if (alg === 'none') return `${signed}.`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
