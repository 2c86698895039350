import { spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import type { Identity } from './identity.ts';

/** Gives a file or directory that root made to the user that the server runs as. */
export function giveTo(identity: Identity, path: string): void {
  const { uid, gid } = identity.credentials;
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

/** Gives a directory with all that is in it to the server's user, when it belongs to another. */
export function giveTreeTo(identity: Identity, path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.uid === identity.owner || process.getuid?.() !== 0) return;
  spawnSync('chown', ['-R', '-P', String(identity.owner), path]);
}
