/**
 * What is said twice, because a tool outside reads its own file, and has to be said alike: .editorconfig and biome.json;
 * the workflow, package.json and README. An argument names another checkout.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.argv[2] ?? join(import.meta.dirname, '..');
const read = (file) => readFileSync(join(root, file), 'utf8');
const problems = [];

const { formatter } = JSON.parse(read('biome.json'));
const [, everything = ''] = read('.editorconfig').split(/^\[\*\]$/m);
const settings = new Map(
  [...everything.split(/^\[/m)[0].matchAll(/^(\w+) *= *(.+)$/gm)].map(([, name, value]) => [name, value]),
);
for (const [name, value, source] of [
  ['indent_style', formatter.indentStyle, 'formatter.indentStyle'],
  ['indent_size', String(formatter.indentWidth), 'formatter.indentWidth'],
  ['max_line_length', String(formatter.lineWidth), 'formatter.lineWidth'],
])
  if (settings.get(name) !== value)
    problems.push(
      `.editorconfig: ${name} is ${settings.get(name) ?? 'not set'}, biome.json has ${source} ${value}. Write under [*]: ${name} = ${value}`,
    );

const workflow = read('.github/workflows/ci.yml');
const oldestNode = JSON.parse(read('package.json')).engines.node.replace('>=', '');
if (!workflow.includes(`"${oldestNode}"`))
  problems.push(
    `.github/workflows/ci.yml: does not run on Node ${oldestNode}, the oldest of package.json. Add it to "node".`,
  );
const promised = /^PostgreSQL ((?:\d+, )*\d+ and \d+) get the same schema/m.exec(read('README.md'))?.[1];
if (promised === undefined)
  problems.push(
    'README.md: no line "PostgreSQL …, … and … get the same schema" says which servers are meant.',
  );
for (const version of promised?.match(/\d+/g) ?? [])
  if (!workflow.includes(`postgres: "${version}"`))
    problems.push(
      `.github/workflows/ci.yml: does not run on PostgreSQL ${version}, which README promises. Add it to "include".`,
    );
if (!/^permissions:\n {2}contents: read\n(?! )/m.test(workflow))
  problems.push('.github/workflows/ci.yml: asks for more than it needs. Write: permissions: contents: read');
for (const [, action] of workflow.matchAll(/uses: *(\S+)/g))
  if (!/@(?:v\d+|[0-9a-f]{40})$/.test(action))
    problems.push(`.github/workflows/ci.yml: ${action} is not pinned. Name its major version, e.g. @v4.`);

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
