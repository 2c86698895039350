import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '@erp/kit/problem';

/**
 * Writes a file that appears under its name only when it is whole and on the disk.
 *
 * @throws {Problem} `backup_disk_full`.
 */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const draft = `${path}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    throw explainFull(dirname(path), error);
  }
}

/** Gives a folder its name for good: what was renamed is on the disk too. */
export async function renameWhole(from: string, to: string): Promise<void> {
  await syncFolder(from);
  await rename(from, to);
  await syncFolder(dirname(to));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    // Some file systems know no such thing.
    if (!['EINVAL', 'EPERM', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await folder.close();
  }
}

function explainFull(folder: string, error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return error;
  return new Problem({
    code: 'backup_disk_full',
    message: `There is no room for the backup in ${folder} (${code}).`,
    detail: (error as Error).message,
    hint: 'The unfinished backup was taken away. Make room, or give another folder by --to, and run the command again.',
    cause: error,
  });
}
