import { pathToFileURL } from 'node:url';
import { builtFile } from './built-file.js';

/** Imports a module of the workspace, or of a package from a registry, by the absolute path of its source. */
export async function importModule(file: string): Promise<Record<string, unknown>> {
  const path = builtFile(file);
  // A drive letter is no URL scheme; everywhere else the plain path also suits test runners.
  return import(process.platform === 'win32' ? pathToFileURL(path).href : path);
}
