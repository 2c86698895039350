import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeTokens } from './code-tokens.ts';

/**
 * The source of a module followed by those that it imports by a relative path, and that these import, each once:
 * what decides whether data that is applied again whenever it changes has changed. Packages are not looked into.
 *
 * @returns undefined when the module itself cannot be read; an import that cannot be read fails when it is loaded.
 */
export async function sourceWithImports(file: string): Promise<string | undefined> {
  const sources = new Map<string, string>();
  const pending = [file];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (sources.has(next)) continue;
    const source = await readFile(next, 'utf8').catch(() => undefined);
    if (source === undefined) continue;
    sources.set(next, source);
    pending.push(...relativeImports(source).map((path) => resolve(dirname(next as string), path)));
  }
  return sources.has(file) ? [...sources.values()].join('\n') : undefined;
}

function relativeImports(source: string): string[] {
  if (!/['"]\.\.?\//.test(source)) return [];
  const tokens = codeTokens(source);
  return tokens.flatMap((token, i) => {
    if (!/^"\.\.?\//.test(token) || (tokens[i - 1] !== 'from' && tokens[i - 1] !== 'import')) return [];
    return [JSON.parse(token) as string];
  });
}
