import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';

/** This checkout, whose checks are run. */
export const HERE = findWorkspaceRoot(import.meta.dirname);

/**
 * Runs a check of `.ci` as `pnpm check` does.
 *
 * @param script its file, e.g. `problem-codes.mjs`.
 * @param args the root of the checkout that is looked at; without it, what the check looks at by itself.
 * @returns its exit status and what it printed.
 */
export function runCheck(script: string, ...args: readonly string[]) {
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  return spawnSync(process.execPath, [...loader, join(HERE, '.ci', script), ...args], {
    cwd: HERE,
    encoding: 'utf8',
  });
}
