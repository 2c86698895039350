import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { isInstalled } from '../as-typed-here.ts';
import type { Invocation } from '../invocation.ts';
import { ask, type Check } from './check.ts';

/** What our sources need, by package.json of the checkout and where that does not say it, by ours. */
const OLDEST_NODE = '20.19';

/** Node, pnpm and what pnpm has installed. */
export async function machineChecks({ root, env }: Invocation): Promise<Check[]> {
  return [
    await ask('node', () => requireNode(process.versions.node)),
    await ask('pnpm', () => requirePnpm(root, env)),
    await ask('packages', () => requireInstalled(root)),
  ];
}

function requireNode(version: string): string {
  if (isAtLeast(version, OLDEST_NODE))
    return `Node ${version} on ${process.platform}-${process.arch}; ${OLDEST_NODE} or later will do`;
  throw new Problem({
    code: 'node_too_old',
    message: `Node ${version} is too old; ${OLDEST_NODE} or later is needed.`,
    hint: 'nvm install 24   (or https://nodejs.org)',
  });
}

function requirePnpm(root: string, env: NodeJS.ProcessEnv): string {
  if (isInstalled(env)) return 'a pnpm of your own: type pnpm';
  if (existsSync(join(root, 'node_modules', '.bin', 'pnpm')))
    return 'the pnpm of the checkout: type npx pnpm for pnpm';
  throw new Problem({
    code: 'no_pnpm',
    message: 'There is no pnpm on the path, and none in the checkout.',
    hint: 'npx --yes pnpm@12 install',
  });
}

/** pnpm keeps a copy of the lockfile that it has installed. */
function requireInstalled(root: string): string {
  const [wanted, installed] = ['pnpm-lock.yaml', join('node_modules', '.pnpm', 'lock.yaml')].map((file) =>
    existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined,
  );
  if (wanted === undefined) return 'the checkout has no lockfile';
  if (wanted === installed) return 'installed as in pnpm-lock.yaml';
  throw new Problem({
    code: 'not_installed',
    message:
      installed === undefined
        ? 'Nothing is installed yet.'
        : 'What is installed is not what pnpm-lock.yaml says.',
    hint: 'pnpm install',
  });
}

/** Whether a version is as new as another one; what the other one leaves out does not count. */
function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((each) => each.split('.').map(Number));
  for (const [index, number] of (want ?? []).entries()) {
    const difference = (have?.[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
