import { execFileSync } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/**
 * A share in a running server: the writing end of a named pipe whose reading end the keeper holds. The kernel
 * closes it when the holder ends in whatever way, and the keeper reads the end of the pipe when the last one is
 * closed. No process id is written down, so none can be stale or somebody else's.
 */
export interface Lease {
  readonly path: string;
  release(): void;
}

/**
 * Beside the pipe lies a second one, whose reading end every holder keeps open and from which nobody reads: opening
 * its writing end tells whether somebody still holds a share.
 */
const holdersOf = (path: string) => `${path}.holders`;

/** What a lease leaves in the directory of the server. */
export const filesOfLease = (path: string): string[] => [path, `${path}.closed`, holdersOf(path)];

/** The pipe of a server that is about to be started. */
export interface LeasePipe {
  /** For the keeper. */
  readonly reader: number;
  /** The share of the process that starts the server. */
  readonly writer: number;
}

/** Makes the pipe with both ends open, so that neither side waits for the other, whoever dies first. */
export function createLeasePipe(path: string): LeasePipe {
  for (const name of filesOfLease(path)) rmSync(name, { force: true });
  execFileSync('mkfifo', ['-m', '600', path, holdersOf(path)]);
  // POSIX leaves O_RDWR on a pipe open; Linux and Darwin both allow it. It only keeps the next two from waiting.
  const both = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const reader = openSync(path, constants.O_RDONLY);
  const writer = openSync(path, constants.O_WRONLY);
  closeSync(both);
  return { reader, writer };
}

/**
 * Takes a share in a running server.
 *
 * The keeper that reads the end of the pipe takes the name away and looks once more: a line in the pipe means
 * that somebody came in between, and the name comes back. So a share counts only if the name is still there
 * after the line was written.
 *
 * @returns undefined when the server is gone or about to go.
 */
export function takeLease(path: string): Lease | undefined {
  const writer = openWriter(path);
  if (typeof writer === 'string') return undefined;
  try {
    writeSync(writer, 'join\n');
  } catch {
    // EPIPE: the keeper ended between our two calls.
    closeSync(writer);
    return undefined;
  }
  const named = statSync(path, { throwIfNoEntry: false });
  const isNamed = named !== undefined && named.ino === fstatSync(writer).ino;
  // Node 20 follows the links to modules by what it looked at last: behind a pipe it takes a link for the end of the path,
  // and what that module requires is not found.
  statSync(import.meta.dirname);
  if (isNamed) return leaseOf(path, writer);
  closeSync(writer);
  return undefined;
}

/** A lease on a descriptor that is open already. Releasing twice is harmless. */
export function leaseOf(path: string, writer: number): Lease {
  const open = [writer];
  try {
    open.push(openSync(holdersOf(path), constants.O_RDONLY | constants.O_NONBLOCK));
  } catch (error) {
    // A server that an older checkout started has none, and one that is going may have lost it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return {
    path,
    release: () => {
      for (const descriptor of open.splice(0)) closeSync(descriptor);
    },
  };
}

/**
 * Whether a server whose share was given back is about to stop: nobody else holds it, and its keeper lives to stop it.
 */
export function isGoing(path: string): boolean {
  return readersOf(holdersOf(path)) === 'none' && readersOf(path) === 'some';
}

function readersOf(path: string): 'some' | 'none' | 'no pipe' {
  const writer = openWriter(path);
  if (typeof writer === 'string') return writer;
  closeSync(writer);
  return 'some';
}

function openWriter(path: string): number | 'none' | 'no pipe' {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ENXIO: nobody reads.
    if (code === 'ENXIO') return 'none';
    if (code === 'ENOENT') return 'no pipe';
    throw error;
  }
}
