import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type ConnectionSettings, connectionUrl } from '@erp/postgres/connection';

/** The binary is run by its path: it stands above all packages whose tests run it. */
const CHECKOUT = join(import.meta.dirname, '..', '..', '..');
const ERP = join(CHECKOUT, 'apps', 'runner', 'bin', 'erp.js');
/** What is translated of checkouts that come and go; `pnpm test` begins with none of it. */
const CODE_CACHE = join(CHECKOUT, 'node_modules', '.cache', 'erp-tests');

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
  const url = typeof database === 'object' ? connectionUrl(database) : database;
  const child = spawn(process.execPath, [ERP, ...args], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: url,
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      // However the tests were started, commands are to be named as in the documentation.
      npm_config_user_agent: undefined,
      ERP_CODE_CACHE: CODE_CACHE,
      // Demos of tests are the same on every day.
      ERP_DEMO_UNTIL: '2026-11-01',
      ...env,
    },
  });
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
