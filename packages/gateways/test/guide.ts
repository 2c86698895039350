import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(import.meta.dirname, '../../../docs/http.md'), 'utf8');

/** The blocks of code of a chapter of docs/http.md, as they are there. */
export function guideBlocks(language: string, chapter: string): string[] {
  const text = page.split(`\n## ${chapter}\n`)[1]?.split('\n## ')[0] ?? '';
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))];
  if (blocks.length === 0) throw new Error(`docs/http.md has no ${language} in its chapter ${chapter}.`);
  return blocks.map(([, block]) => block ?? '');
}
