import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { CHECKOUT, environmentOf } from './erp-environment.ts';

const ERP = join(CHECKOUT, 'apps', 'runner', 'bin', 'erp.js');

/** What a run of the binary came to. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the real binary as a person would: in a checkout, with a database in the environment.
 *
 * @param database undefined for the embedded server of that checkout.
 * @param env what the environment has besides.
 */
export function runErp(
  root: string,
  database: ConnectionSettings | string | undefined,
  args: readonly string[],
  onStart: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [ERP, ...args], { cwd: root, env: environmentOf(database, env) });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  onStart((signal) => child.kill(signal));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
