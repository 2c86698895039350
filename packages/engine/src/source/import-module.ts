import { pathToFileURL } from 'node:url';

/** Imports a module of the workspace by its absolute path. */
export async function importModule(file: string): Promise<Record<string, unknown>> {
  // A drive letter is no URL scheme; everywhere else the plain path also suits test runners.
  return import(process.platform === 'win32' ? pathToFileURL(file).href : file);
}
