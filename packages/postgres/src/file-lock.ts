import { spawn } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@erp/kit/problem';

/** A lock on a file. The kernel holds it for the descriptor, so a kill -9 of the process releases it. */
export interface FileLock {
  /** A child that inherits the descriptor keeps the lock for as long as it lives. */
  readonly descriptor: number;
  release(): void;
}

/** Darwin's open(2) takes the lock by itself; Node has no name for the flag. */
const O_EXLOCK = 0x20;

/**
 * Takes an exclusive lock on a file, which is made when it does not exist.
 *
 * @returns undefined when somebody else still holds it after `patience` milliseconds, or when the file was
 *   replaced meanwhile; the caller starts over then.
 * @throws a `Problem` where the machine has no means to lock.
 */
export async function lockFile(path: string, patience: number): Promise<FileLock | undefined> {
  const flags = constants.O_RDWR | constants.O_CREAT;
  const descriptor =
    process.platform === 'darwin'
      ? await openLocked(path, flags | O_EXLOCK | constants.O_NONBLOCK, patience)
      : openSync(path, flags, 0o600);
  if (descriptor === undefined) return undefined;
  const locked = process.platform === 'darwin' || (await flock(descriptor, patience));
  if (locked && names(path, descriptor)) return { descriptor, release: () => closeSync(descriptor) };
  closeSync(descriptor);
  return undefined;
}

async function openLocked(path: string, flags: number, patience: number): Promise<number | undefined> {
  const deadline = Date.now() + patience;
  while (true) {
    try {
      return openSync(path, flags, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
    if (Date.now() >= deadline) return undefined;
    await sleep(10);
  }
}

/** flock(1) locks the open file, which it shares with us; the lock outlives the command. */
async function flock(descriptor: number, patience: number): Promise<boolean> {
  const waiting = patience > 0 ? ['-w', String(patience / 1000)] : ['-n'];
  return new Promise((resolve, reject) => {
    const child = spawn('flock', ['-x', ...waiting, '3'], {
      stdio: ['ignore', 'ignore', 'ignore', descriptor],
    });
    child.on('exit', (code) => resolve(code === 0));
    child.on('error', (cause) => {
      reject(
        new Problem({
          code: 'no_flock',
          message: 'The program flock is missing; the embedded PostgreSQL needs it.',
          hint: 'Install util-linux, or set DATABASE_URL to a server of your own.',
          cause,
        }),
      );
    });
  });
}

function names(path: string, descriptor: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  const held = fstatSync(descriptor);
  return found !== undefined && found.ino === held.ino && found.dev === held.dev;
}
