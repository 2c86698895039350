import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sep } from 'node:path';

/*
 * A process that stays and runs one command after another, each as apps/runner/bin/erp.js would in a process of its own:
 * see ask-erp.ts, which starts it with the paths of the loader, of main.ts and of this checkout.
 */
const [loader = '', program = '', checkout = ''] = process.argv.slice(2);
globalThis.navigator ??= /** @type {Navigator} */ ({ userAgent: `Node.js/${process.versions.node}` });

const { importTypeScript } = await import(loader);
const { main } = await importTypeScript(program);
const { cache } = createRequire(import.meta.url);

/** @type {Record<'stdout' | 'stderr', string>} */
const said = { stdout: '', stderr: '' };
for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
  // Each command looks out for a reader that has gone, and this process never ends.
  process[name].setMaxListeners(0);
  process[name].write = (/** @type {string | Uint8Array} */ chunk) => {
    said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
}

process.on('disconnect', () => process.exit());
process.on(
  'message',
  async (/** @type {{ root: string, args: string[], env: NodeJS.ProcessEnv }} */ asked) => {
    const { root, args, env } = asked;
    said.stdout = '';
    said.stderr = '';
    process.chdir(root);
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.exitCode = undefined;
    forget(`${realpathSync(root)}${sep}`);
    const code = await main(args);
    process.exitCode = undefined;
    process.send?.({ code, ...said });
  },
);

/**
 * Has the modules of a checkout read again, which a test may have written anew; this one's stay.
 *
 * @param {string} folder
 */
function forget(folder) {
  if (`${checkout}${sep}` === folder) return;
  for (const file of Object.keys(cache)) if (file.startsWith(folder)) delete cache[file];
}
