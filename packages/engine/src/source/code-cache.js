import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/**
 * Where what was made of sources is kept for the next run: in node_modules of the checkout or of the project that
 * this package is installed in, or in the folder that ERP_CODE_CACHE names. Whatever lies there can be deleted.
 *
 * @returns {string | false} an absolute path, or false outside a checkout; the folder may not be there yet.
 */
export function codeCache() {
  const [project, inside] = import.meta.dirname.split(`${sep}node_modules${sep}`);
  if (project !== undefined && inside !== undefined) return cacheFolderOf(project);
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    if (existsSync(join(at, 'pnpm-workspace.yaml'))) return cacheFolderOf(at);
    if (dirname(at) === at) return process.env.ERP_CODE_CACHE || false;
  }
}

/**
 * Where a checkout, or a project with domains from packages, keeps what the next run need not make again; the folder
 * that ERP_CODE_CACHE names goes before.
 *
 * @param {string} root absolute path of it.
 * @returns {string} an absolute path; the folder may not be there yet.
 */
export function cacheFolderOf(root) {
  return process.env.ERP_CODE_CACHE || join(root, 'node_modules', '.cache', 'erp');
}
