/**
 * The first example of a README compiles where its package stands, as a file that somebody has copied it into; what follows
 * it in a README may be a part of something. Examples are written where nobody looks, below node_modules.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders } from './checkout-files.mjs';

const root = join(import.meta.dirname, '..');
const project = join(root, 'node_modules', '.cache', 'readme-examples', 'tsconfig.json');
const examples = packageFolders(root).flatMap(exampleOf);
mkdirSync(join(project, '..'), { recursive: true });
writeFileSync(
  project,
  JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { noUnusedLocals: false, typeRoots: [join(root, 'node_modules', '@types')] },
    include: [],
    files: examples.map(({ file }) => file),
  }),
);
for (const { file, text } of examples) writeFileSync(file, text);
const { stdout, error } = spawnSync('tsc', ['-p', project, '--pretty', 'false'], { encoding: 'utf8' });
for (const { file } of examples) rmSync(file);
// What sources say without the rows of their domains is no fault of an example.
const found = [
  ...(stdout ?? '').matchAll(/^(\S+)\/node_modules\/\.readme-example\.ts\((\d+),\d+\): (.*)$/gm),
].map(
  ([, folder, line, says]) => `${folder.replace(/^.*(?=apps\/|packages\/)/, '')}/README.md:${line} ${says}`,
);
if (error !== undefined || examples.length === 0) found.push(error?.message ?? 'No README has an example.');
if (found.length > 0) {
  console.error(found.join('\n'));
  process.exitCode = 1;
}

/** The example as a file of its own, its lines where the README has them. */
function exampleOf(folder) {
  const page = join(root, folder, 'README.md');
  if (!existsSync(page) || !existsSync(join(root, folder, 'node_modules'))) return [];
  const [, before, example] = /^(.*?\n)```ts\n(.*?)^```$/ms.exec(readFileSync(page, 'utf8')) ?? [];
  if (example === undefined) return [];
  const lines = '\n'.repeat(before.split('\n').length);
  // A path begins in the folder of the package.
  const text = `${lines}${example.replaceAll("from './", "from '../")}\nexport {};\n`;
  return [{ file: join(root, folder, 'node_modules', '.readme-example.ts'), text }];
}
