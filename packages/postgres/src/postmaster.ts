import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What postmaster.pid says of a server. */
export interface PostmasterFile {
  readonly pid: number;
  readonly ready: boolean;
}

/** Reads postmaster.pid; undefined when there is none or it is not written to its end. */
export function readPostmasterFile(data: string): PostmasterFile | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const pid = Number(lines[0]);
  // The eighth line is what pg_ctl waits for as well.
  return Number.isInteger(pid) && pid > 1 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * The process id of the server that runs on a data directory.
 *
 * postmaster.pid may name a process that has ended, that is a zombie, or that is another program which got the
 * same number; only a live process whose command line names this data directory counts.
 */
export function livePostmaster(data: string): number | undefined {
  const file = readPostmasterFile(data);
  if (file === undefined) return undefined;
  return commandOf(file.pid).includes(data) ? file.pid : undefined;
}

/** Milliseconds after which a stop is given up; a slow disk may need most of it for what was not written yet. */
export const LONGEST_STOP = 5 * 60_000;

/** Milliseconds that a server gets to stop politely. */
const PATIENCE = 60_000;

/** Stops the server of a data directory: politely, and after a minute without its leave. */
export async function stopPostmaster(data: string): Promise<boolean> {
  const pid = livePostmaster(data);
  if (pid === undefined) return false;
  const started = Date.now();
  let signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT';
  send(pid, signal);
  while (livePostmaster(data) === pid) {
    await sleep(10);
    if (signal === 'SIGINT' && Date.now() - started > PATIENCE) {
      signal = 'SIGQUIT';
      send(pid, signal);
    }
    if (Date.now() - started > LONGEST_STOP) return false;
  }
  return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The command line of a live process, empty for one that has ended, zombies included. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const line = execFileSync('ps', ['-ww', '-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' });
    return line.trim().startsWith('Z') ? '' : line;
  } catch {
    return '';
  }
}
