import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

/** A command of pnpm in a text, e.g. `pnpm migrate`; not one that already has npx in front of it. */
const COMMAND = /(?<!npx |[\w@/.-])pnpm (?=[a-z-])/g;

/** Scripts of a checkout that only call the command of their name. */
const SCRIPT =
  /(?<!npx |[\w@/.-])pnpm (?:erp )?(?=(?:migrate|status|plan|rollback|seed|verify|types|db|new|demo)\b)|(?<!npx |[\w@/.-])pnpm erp /g;

/**
 * Writes commands of pnpm so that they can be typed on this machine. Where pnpm was called through npx and is not
 * installed for itself, `npx pnpm` finds the one that the checkout has among its dependencies. A project that this
 * command was installed into has no scripts of a checkout.
 *
 * @param folder where this command lies.
 * @returns what does it to a text.
 */
export function asTypedHere(
  env: NodeJS.ProcessEnv,
  folder: string = import.meta.dirname,
): (text: string) => string {
  if (folder.split(sep).includes('node_modules')) return (text) => text.replaceAll(SCRIPT, 'npx erp ');
  const throughPnpm = env.npm_config_user_agent?.startsWith('pnpm/') === true;
  if (!throughPnpm || isInstalled(env)) return (text) => text;
  return (text) => text.replaceAll(COMMAND, 'npx pnpm ');
}

/** Whether a shell finds pnpm; npx and pnpm put folders in front of the path that a shell does not have. */
export function isInstalled(env: NodeJS.ProcessEnv): boolean {
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !/\bnode_modules\b|node-gyp-bin/.test(folder))
    .some((folder) => ['pnpm', 'pnpm.cmd', 'pnpm.exe'].some((name) => existsSync(join(folder, name))));
}
