import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/**
 * Where what was made of sources is kept for the next run: in node_modules of the checkout or of the project that
 * this package is installed in, or in the folder that ERP_CODE_CACHE names. Whatever lies there can be deleted.
 *
 * @returns {string | false} an absolute path, or false outside a checkout; the folder may not be there yet.
 */
export function codeCache() {
  if (process.env.ERP_CODE_CACHE) return process.env.ERP_CODE_CACHE;
  const [project, inside] = import.meta.dirname.split(`${sep}node_modules${sep}`);
  if (project !== undefined && inside !== undefined) return join(project, 'node_modules', '.cache', 'erp');
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    if (existsSync(join(at, 'pnpm-workspace.yaml'))) return join(at, 'node_modules', '.cache', 'erp');
    if (dirname(at) === at) return false;
  }
}
