import { sep } from 'node:path';

/**
 * The file that Node runs for one of our TypeScript sources. In a checkout that is the source itself. Below node_modules
 * Node refuses to read TypeScript, so a package from a registry brings what was built of it in `dist`; its sources lie
 * beside only to be read, since their text is what checksums are made of.
 *
 * @param {string} file absolute path of a source; what is no TypeScript is given back as it is.
 * @returns {string} an absolute path; whether the file is there is not asked.
 */
export function builtFile(file) {
  const source = file.split(sep).join('/');
  const [, home, path] =
    /^(.*\/node_modules\/(?:@[^/]+\/)?[^/@][^/]*)\/(?:src\/|dist\/)?(.+)\.ts$/.exec(source) ?? [];
  return home === undefined ? file : `${home}/dist/${path}.js`.split('/').join(sep);
}
