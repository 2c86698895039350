/**
 * Words that this project had of its own, and has given up for those of the field. What to say instead stands with each;
 * where one of them has to stay, an exception says why. Applied migrations stay as they are. An argument names another
 * checkout, which need not be a repository.
 */
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesBelow } from './checkout-files.mjs';

const root = process.argv[2] ?? join(import.meta.dirname, '..');

/** `within` names the folders and files where a word has that meaning; everywhere when not given. */
const words = [
  { old: /\bsow(?:n|s|ing|ed)?\b/i, say: 'load; what was loaded is seeded' },
  {
    old: /\b(?:roads?|detours?|walkers?)\b/i,
    say: 'upgrade path, run of a path, divergence',
    within: ['apps/runner', 'packages/prove', 'docs/prove.md'],
  },
  {
    old: /\basleep\b|\bstrikes?\b|\bstruck\b/i,
    say: 'a trigger is disabled; a run is killed, a backend terminated',
  },
  {
    old: /\b(?:take|takes|taken|taking|took)\b[a-z ]{0,25} back\b/i,
    say: 'roll back a step, undo what it made, revoke a right',
    within: [
      'apps/runner',
      'packages/engine',
      'packages/prove',
      'packages/scratch',
      'README.md',
      'docs/commands.md',
      'docs/troubleshooting.md',
    ],
  },
  { old: /\b(?:note|forget|read|not)Begun\b|\bbegun-demo\b/, say: 'in progress' },
  {
    old: /\bfromTheFuture\b|\bleftOver\b/,
    say: 'aheadOfCheckout, orphaned',
    within: ['apps/runner', 'packages/engine', 'docs'],
  },
  { old: /rowsInTheWay|rows_in_the_way|\brows in the way\b/i, say: 'orphan rows' },
  { old: /\brefuse[A-Z]\w*/, say: 'assert, and what holds behind it: assertNothingPending' },
  { old: /\binvocation\.(?:tell|out|flash)\b/, say: 'stderr, stdout, statusLine' },
  { old: /\bTelling\b/, say: 'conversation script, story builder' },
  { old: /\btexters\b|\bcorrespondents\b/i, say: 'contacts' },
  {
    old: /\b(?:bodies|pieces)-of-work\b/,
    say: 'project plan, task plan',
  },
  { old: /\bDEFAULT_STORY\b|\bStory\b/, say: 'DemoSettings', within: ['packages/seed'] },
  { old: /\bbeside-?others\b/i, say: 'allow existing tenants' },
  { old: /--trust\b|\boptions\.trust\b/, say: '--assume-applied' },
  { old: /relative-?to-?here/i, say: 'display-path' },
  { old: /answers-?nothing/i, say: 'is-ddl' },
  { old: /\btable-?register\b/i, say: 'declared tables' },
  { old: /\brecord-?(?:details|sql)\b/i, say: 'ledger details, captured statements' },
];

const EARLIER_NAME = 'it is the earlier name of an option, understood for one release more';
const EARLIER_FIELD = 'it is the earlier name of a field, until version 2 of the JSON';
const THE_CHANGE = 'a person takes a change back that they made to a file';

/** Where a word stays, and why. */
const exceptions = [
  { file: 'apps/runner/src/commands/prove.command.ts', words: ['road'], because: EARLIER_NAME },
  { file: 'apps/runner/src/commands/prove.ts', words: ['road'], because: EARLIER_NAME },
  { file: 'packages/prove/test/command.test.ts', words: ['road'], because: EARLIER_NAME },
  { file: 'apps/runner/src/commands/baseline.ts', words: ['options.trust'], because: EARLIER_NAME },
  { file: 'packages/baseline/test/command.test.ts', words: ['--trust'], because: EARLIER_NAME },
  { file: 'apps/runner/src/commands/seed.command.ts', words: ['besideOthers'], because: EARLIER_NAME },
  { file: 'apps/runner/src/commands/seed.ts', words: ['besideOthers'], because: EARLIER_NAME },
  {
    file: 'apps/runner/src/print-status.ts',
    words: ['fromTheFuture', 'leftOver'],
    because: EARLIER_FIELD,
  },
  { file: 'apps/runner/src/print-plan.ts', words: ['fromTheFuture', 'leftOver'], because: EARLIER_FIELD },
  { file: 'apps/runner/test/repair.test.ts', words: ['fromTheFuture', 'leftOver'], because: EARLIER_FIELD },
  { file: 'docs/status.md', words: ['fromTheFuture', 'leftOver'], because: EARLIER_FIELD },
  { file: 'docs/tables.md', words: ['sown'], because: 'it is the comment of an applied migration' },
  { file: 'docs/troubleshooting.md', words: ['take the change back'], because: THE_CHANGE },
  { file: 'packages/engine/src/plan/history.ts', words: ['Take the change back'], because: THE_CHANGE },
];

const used = new Set();
const found = [];
for (const path of filesBelow(root, /\.(?:ts|js|cjs|mjs|md|sql|yml)$/, ['migrations'])) {
  const file = relative(root, path).split(sep).join('/');
  // What erp docs writes.
  if (file.startsWith('site/')) continue;
  if (file === '.ci/old-words.mjs' || file === '.ci/test/old-words.test.ts') continue;
  const lines = readFileSync(path, 'utf8').split('\n');
  for (const [index, line] of [file, ...lines].entries()) {
    for (const { old, say, within } of words) {
      if (within?.every((each) => file !== each && !file.startsWith(`${each}/`))) continue;
      for (const [word] of line.matchAll(new RegExp(old, `${old.flags}g`))) {
        const exception = exceptions.find((each) => each.file === file && each.words.includes(word));
        if (exception !== undefined) used.add(`${file} ${word}`);
        else found.push(`${file}${index === 0 ? '' : `:${index}`} says ${word}. Say: ${say}.`);
      }
    }
  }
}
if (process.argv[2] === undefined) {
  for (const { file, words: kept } of exceptions) {
    for (const word of kept.filter((each) => !used.has(`${file} ${each}`)))
      found.push(`${file} no longer says ${word}. Take the exception out.`);
  }
}
if (found.length > 0) {
  console.error(found.join('\n'));
  process.exitCode = 1;
}
