import { hostname, userInfo } from 'node:os';
import { findWorkspaceRoot } from '@erp/engine/project';
import { asTypedHere } from './as-typed-here.ts';
import { sayWhenEnded } from './ending.ts';
import { writeResult } from './standard-output.ts';

/** Where and how a command was called. */
export interface Invocation {
  /** Absolute path of the checkout. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** A line of the result, for people. */
  stdout(text: string): void;
  /** A result that a program or psql reads, to the letter. */
  raw(text: string): void;
  /** A result as JSON, of version 1 unless it has one: what `--json` prints. */
  json(value: object): void;
  /** A line about the work itself: progress, problems. */
  stderr(text: string): void;
  /** What begins now and may take a while: a line that the next one overwrites on a terminal, and stays elsewhere. */
  stage(text: string): void;
  /** A line that the next one overwrites; shown on a terminal only. */
  statusLine(text: string): void;
  /** What is to be said when a person or the machine ends the process from now on: what is kept, and the next move. */
  whenEnded(describe: () => string): void;
  /** Whether a person sits in front of it and can be asked. */
  readonly interactive: boolean;
}

/** The invocation of this process. Results go to standard output, everything else to standard error. */
export function currentInvocation(): Invocation {
  const terminal = process.stderr.isTTY === true;
  const typed = asTypedHere(process.env);
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write('\r\x1b[K');
    shown = false;
  };
  const raw = (text: string) => {
    clear();
    writeResult(text);
  };
  const stderr = (text: string) => {
    clear();
    process.stderr.write(`${typed(text)}\n`);
  };
  const statusLine = (text: string) => {
    if (!terminal) return;
    process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    shown = true;
  };
  return {
    root: findWorkspaceRoot(process.cwd()),
    env: process.env,
    stdout: (text) => raw(typed(text)),
    raw,
    json: (value) => raw(JSON.stringify({ version: 1, ...value }, null, 2)),
    stderr,
    stage: (text) => (terminal ? statusLine(text) : stderr(text)),
    statusLine,
    whenEnded: sayWhenEnded,
    interactive: process.stdin.isTTY === true && terminal,
  };
}

/** How a runner names itself to the server, so that others can see who holds the lock: at most 63 bytes. */
export function applicationName(command: string): string {
  const user = userName();
  return `erp ${command}, ${user}@${hostname()}, process ${process.pid}`.slice(0, 63);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that no account has.
    return String(process.getuid?.() ?? 'unknown');
  }
}
