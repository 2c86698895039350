/** What a checkout has: its packages, and the files below a folder. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What is installed, or made by commands. */
const NOT_OURS = ['node_modules', '.git', '.erp', '.turbo', 'coverage'];

/**
 * Folders that hold a package.json, as paths inside the checkout: `packages/kit`.
 *
 * @param {string} root
 * @param {readonly string[]} [parents]
 */
export function packageFolders(root, parents = ['apps', 'packages', 'packages/domains']) {
  return parents
    .flatMap((parent) => namesIn(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/**
 * Paths of the files below a folder; none where there is no such folder.
 *
 * @param {string} folder
 * @param {RegExp} pattern what the name of a file has to match.
 * @param {readonly string[]} [without] names of folders that are not entered.
 */
export function filesBelow(folder, pattern, without = []) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NOT_OURS.includes(entry.name) || without.includes(entry.name)) return [];
    if (entry.isDirectory()) return filesBelow(path, pattern, without);
    return pattern.test(entry.name) ? [path] : [];
  });
}

/** Names of what is in a folder; none where there is no such folder. */
export function namesIn(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}
