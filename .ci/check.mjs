/**
 * Every check that needs no test runner, as many at once as there are cores; all of them run, so that one look shows
 * everything, and each says what it has to say in one piece.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const checks = [
  ['types and lint', 'turbo', 'run', 'typecheck', 'lint', '--output-logs=errors-only'],
  ['a domain imports only what it declares', 'turbo', 'boundaries'],
  // packages/* also matches packages/domains, which is a folder of packages.
  ['one shape for all packages', 'sherif', '-r', 'packages-without-package-json'],
  ['tests that say something, and judge by no clock', 'node', '.ci/test-habits.mjs'],
  ['every shared package says what it is', 'node', '.ci/package-readmes.mjs'],
  ['one form for all domains', 'node', '.ci/domain-form.mjs'],
  ['examples of READMEs compile', 'node', '.ci/readme-examples.mjs'],
  ['documents refer to what is here', 'node', '.ci/document-links.mjs'],
  ['the picture of the architecture is the architecture', 'node', '.ci/architecture-document.mjs'],
  ['words of the field, not our own', 'node', '.ci/old-words.mjs'],
  ['every code of a problem is explained', 'node', '.ci/problem-codes.mjs'],
  ['no unused files, exports or dependencies', 'knip'],
  ['no domain depends on another in vain', 'node', '--import', 'tsx', '.ci/needless-dependencies.ts'],
  ['CODEOWNERS names who answers', 'node', '--import', 'tsx', '.ci/code-owners.ts'],
  ['the workflow and editors follow the repository', 'node', '.ci/repository-settings.mjs'],
  ['generated row types are current', 'erp', 'types', '--check'],
  ['the overview of tables is current', 'erp', 'tables', '--check'],
  [
    'every migration is in its changelog',
    'node',
    '--import',
    'tsx',
    'packages/release/src/changelog-command.ts',
    '--check',
  ],
  ['independent checkers of SQL and schema', 'node', '--import', 'tsx', '.ci/checkers.ts'],
];

const failed = [];
/** By their place in the list, what checks have said whose turn to be printed has not come. */
const said = new Map();
let begun = 0;
let printed = 0;
await Promise.all(Array.from({ length: availableParallelism() }, runChecks));
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join('; ')}`);
  process.exitCode = 1;
} else {
  console.log(`\nAll ${checks.length} checks passed.`);
}

/** Runs one check after the other, those that nobody else has begun. */
async function runChecks() {
  while (begun < checks.length) {
    const place = begun++;
    const [title, command, ...args] = checks[place];
    const { output, fault } = await run(command, args);
    if (fault !== undefined) failed.push(`${title} (${fault})`);
    said.set(place, `\n— ${title}: ${command} ${args.join(' ')}\n${output}`);
    for (; said.has(printed); printed += 1) process.stdout.write(said.get(printed));
  }
}

/** Runs a command; what it says, errors included, and what it ended with where that is not 0. */
function run(command, args) {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
  // Each would see that it does not write to a terminal.
  if (process.stdout.isTTY) env.FORCE_COLOR ??= '1';
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ output, fault: error.message }));
    child.on('close', (code) => resolve({ output, fault: code === 0 ? undefined : `exit code ${code}` }));
  });
}
