import { statfsSync } from 'node:fs';
import { Problem } from '@erp/kit/problem';

/** Below this PostgreSQL cannot even make the next piece of its write-ahead log. */
const leastFree = 16 * 1024 * 1024;

/**
 * Recognizes a full disk in what a program or the system said.
 *
 * @param said the program's output; a server whose log lies on the full disk says nothing, so then the free space
 *   itself decides.
 * @returns undefined when the disk is not the reason.
 */
export function explainDiskFull(directory: string, said: string, cause?: unknown): Problem | undefined {
  const space = freeSpace(directory);
  const silent = said.trim() === '' && space !== undefined && (space.bytes < leastFree || space.files === 0);
  if (!silent && !/No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/.test(said)) return undefined;
  const free = space === undefined ? 'unknown' : `${(space.bytes / 1024 / 1024).toFixed(1)} MB`;
  const files = space?.files === 0 ? ' and no file can be added (out of inodes)' : '';
  return new Problem({
    code: 'disk_full',
    message: `The disk is full: the embedded PostgreSQL cannot write to ${directory}.`,
    detail: [`Free there: ${free}${files}.`, said.trim()].filter(Boolean).join('\n'),
    hint: 'Free at least 200 MB and run the command again, or set DATABASE_URL to a server on another disk.',
    cause,
  });
}

/** What is left for a user who is not root. */
export function freeSpace(directory: string): { bytes: number; files: number } | undefined {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(directory);
    // File systems without a fixed number of files say 0 of 0.
    return { bytes: bavail * bsize, files: files === 0 ? 1 : ffree };
  } catch {
    return undefined;
  }
}
