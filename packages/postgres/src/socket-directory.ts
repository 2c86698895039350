import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@erp/kit/problem';

/** The address of a unix socket holds 107 bytes on Linux and 103 on Darwin. */
const longest = 103;
const socketName = '/.s.PGSQL.65535.lock';

/**
 * Makes a directory for one server's unix socket, open to its owner only. Its name is random, so nobody can have
 * it ready, and short, however deep the checkout lies.
 *
 * @throws a `Problem` when no temporary directory will do.
 */
export function makeSocketDirectory(): string {
  const parents = ['/tmp', tmpdir(), '/var/tmp', '/dev/shm'];
  for (const parent of parents) {
    if (Buffer.byteLength(`${parent}/erp-XXXXXX${socketName}`) > longest) continue;
    try {
      accessSync(parent, constants.W_OK | constants.X_OK);
      return mkdtempSync(join(parent, 'erp-'));
    } catch {
      // The next one may do.
    }
  }
  throw new Problem({
    code: 'no_socket_directory',
    message: 'There is no temporary directory for the unix socket of the embedded PostgreSQL.',
    detail: `Tried ${parents.join(', ')}: each has to be writable, and the socket's path at most ${longest} bytes long.`,
    hint: 'Make /tmp writable, or set TMPDIR to a short path.',
  });
}

/** Deletes a socket directory that a killed keeper left behind, and nothing that is not one. */
export function removeSocketDirectory(directory: string | undefined): void {
  if (directory !== undefined && /\/erp-[^/]{6}$/.test(directory))
    rmSync(directory, { recursive: true, force: true });
}
