import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** Where Debian's own PostgreSQL 15 has its programs, the oldest that the schema supports. */
export const DISTRIBUTION = '/usr/lib/postgresql/15/bin';

/** Whether a server of the distribution can be made here: its initdb insists on a name for the user that runs it, and a container may give it a bare number. */
export const isDistributionHere = existsSync(join(DISTRIBUTION, 'initdb')) && hasAccount();

/** The words that have a shell run a command as the unprivileged user that the server insists on. */
export function asServerUser(command: string): [program: string, ...args: string[]] {
  const words: [string, ...string[]] = ['sh', '-c', command];
  return process.getuid?.() === 0
    ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...words]
    : words;
}

/** A port of loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function hasAccount(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
