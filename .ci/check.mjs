/**
 * Every check that needs no test runner, one after the other; all of them run, so that one look shows everything.
 */
import { spawnSync } from 'node:child_process';

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
for (const [title, command, ...args] of checks) {
  console.log(`\n— ${title}: ${command} ${args.join(' ')}`);
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) failed.push(`${title} (${error?.message ?? `exit code ${status}`})`);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join('; ')}`);
  process.exitCode = 1;
} else {
  console.log(`\nAll ${checks.length} checks passed.`);
}
