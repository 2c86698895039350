import { spawnSync } from 'node:child_process';
import { lchownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity } from './identity.ts';

/** Gives a file or directory that root made to the user that the server runs as. */
export function giveTo(identity: Identity, path: string): void {
  const { uid, gid } = identity.credentials;
  if (uid !== undefined && gid !== undefined) lchownSync(path, uid, gid);
}

/** Gives what lies directly in a directory, locks and records, to the server's user, who may come without root. */
export function giveFilesTo(identity: Identity, directory: string): void {
  if (identity.credentials.uid === undefined) return;
  for (const name of readdirSync(directory)) giveTo(identity, join(directory, name));
}

/** Gives a directory with all that is in it to the server's user, when it belongs to another. */
export function giveTreeTo(identity: Identity, path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.uid === identity.owner || process.getuid?.() !== 0) return;
  spawnSync('chown', ['-R', '-P', String(identity.owner), path]);
}
