import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedOptions } from '../src/embedded.ts';

/** What a holder printed. */
export interface Answer {
  readonly database: string;
  readonly data: string;
  /** The postmaster. */
  readonly pid: number;
  readonly host: string;
  readonly problem?: { code: string; message: string; detail?: string; hint?: string };
}

/** Another process that holds a server. */
export interface Holder {
  readonly answer: Answer;
  close(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts a holder and waits for its answer; `wrapper` is put before the command, e.g. to change the user. */
export async function startHolder(
  options: EmbeddedOptions | null,
  wrapper: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<Holder> {
  const script = join(import.meta.dirname, 'hold-server.js');
  const command = [...wrapper, process.execPath, script, JSON.stringify(options)];
  const env = { ...withoutDatabase(), ...environment };
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
  });
  const ended = once(child, 'exit');
  const line = await firstLine(child);
  return {
    answer: JSON.parse(line) as Answer,
    close: async () => {
      child.stdin?.end();
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the holder has no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the holder ended without an answer');
}

function withoutDatabase(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(DATABASE_URL|ERP_TEST_DATABASE_URL|PG.*)$/.test(name),
  );
  return Object.fromEntries(kept);
}

/**
 * A test where the machine has what it needs; elsewhere it is skipped, and its name and a line of output say why.
 *
 * @param needs what is missing then: `root on Linux, to become other users`.
 */
export function itWhere(possible: boolean, needs: string) {
  return (name: string, work: () => Promise<void>): void => {
    if (possible) it(name, work);
    else {
      process.stderr.write(`Skipped, needs ${needs}: ${name}\n`);
      it.skip(`${name} (needs ${needs})`, work);
    }
  };
}

/** A directory of its own, deep below a name with the test's prefix. */
export function scratchDirectory(...below: string[]): string {
  return join(mkdtempSync(join(tmpdir(), 'erp-scratch-')), ...below);
}

/** Whether a process runs; a zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    if (process.platform === 'linux')
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until something is true. How long that takes judges nothing; Jest guards against waiting for ever. */
export async function eventually(condition: () => boolean): Promise<true> {
  while (!condition()) await sleep(20);
  return true;
}
