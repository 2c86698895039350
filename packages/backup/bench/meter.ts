import { readdirSync, readFileSync } from 'node:fs';
import type { Session } from '@erp/engine/connection';

/** What some work took. */
export interface Cost {
  readonly seconds: number;
  /** Processor seconds of this process, its children and the server's processes; 0 where there is no /proc. */
  readonly processor: number;
}

/**
 * Measures work that is done one after the other.
 *
 * @param admin a session that is open all the time and does none of the work.
 */
export function meterOf(admin: Session): <Result>(work: () => Result) => Promise<[Cost, Awaited<Result>]> {
  const postmaster = usage(String(admin.pid))?.parent ?? 0;
  return async (work) => {
    const began = performance.now();
    const before = processorSeconds(postmaster);
    const result = await work();
    const seconds = (performance.now() - began) / 1000;
    // The server counts a process that ends in its next moment.
    await admin.query('SELECT pg_sleep(0.5)');
    return [{ seconds, processor: processorSeconds(postmaster) - before }, result];
  };
}

/** What this process, its children and the server's processes have used, those that have ended included. */
function processorSeconds(postmaster: number): number {
  let ticks = 0;
  for (const name of existingProcesses()) {
    const found = usage(name);
    if (found === undefined) continue;
    if (Number(name) === postmaster || Number(name) === process.pid) ticks += found.own + found.ended;
    else if (found.parent === postmaster || found.parent === process.pid) ticks += found.own;
  }
  return ticks / 100;
}

function existingProcesses(): string[] {
  return process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function usage(pid: string): { parent: number; own: number; ended: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return { parent, own: user + system, ended: endedUser + endedSystem };
  } catch {
    return undefined;
  }
}
