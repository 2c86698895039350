import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Imports one of our TypeScript modules, and whatever it imports later on.
 *
 * Node does that by itself from 22.18 on. Before, jiti does, in this thread: behind hooks of Node each module would be a
 * message to another thread and back, half of what a command costs. What it translated is kept in the checkout, by
 * content; ERP_CODE_CACHE names another folder, and where none can be written it is translated anew.
 *
 * @param {string} file its absolute path.
 * @returns {Promise<any>} the module's exports.
 */
export async function importTypeScript(file) {
  if (process.features.typescript) return import(file);
  process.setSourceMapsEnabled(true);
  const { createJiti } = await import('jiti');
  const jiti = createJiti(import.meta.url, { fsCache: codeCache(), sourceMaps: true, tryNative: false });
  return jiti.import(file);
}

/** Where translated modules are kept: in node_modules of the checkout, which nobody else writes. */
function codeCache() {
  if (process.env.ERP_CODE_CACHE) return process.env.ERP_CODE_CACHE;
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    if (existsSync(join(at, 'pnpm-workspace.yaml'))) return join(at, 'node_modules', '.cache', 'erp');
    if (dirname(at) === at) return false;
  }
}
