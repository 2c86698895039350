import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { runCheck } from './run-check.ts';

let scratch: ScratchWorkspace | undefined;

afterEach(() => {
  scratch?.remove();
  scratch = undefined;
});

const check = (...args: string[]) => runCheck('old-words.mjs', ...args);

test('a word that was given up is found in names of files, code and pages; migrations and other meanings stay', () => {
  scratch = scratchWorkspace();
  scratch.write('packages/engine/src/relative-to-here.ts', '// Takes the step back.\nrefuseHistory(plan);\n');
  scratch.write('packages/domains/rates/migrations/0001_rates.ts', '// What was sown.\n');
  scratch.write('packages/domains/rates/demo/roads.ts', '// Takes an order back, on a long road.\n');
  scratch.write('docs/loading.md', 'What was sown while triggers were asleep.\n');
  const { status, stderr } = check(scratch.root);
  expect(stderr.trim().split('\n').sort()).toEqual([
    'docs/loading.md:1 says asleep. Say: a trigger is disabled; a run is killed, a backend terminated.',
    'docs/loading.md:1 says sown. Say: load; what was loaded is seeded.',
    'packages/engine/src/relative-to-here.ts says relative-to-here. Say: display-path.',
    'packages/engine/src/relative-to-here.ts:1 says Takes the step back. Say: roll back a step, undo what it made, revoke a right.',
    'packages/engine/src/relative-to-here.ts:2 says refuseHistory. Say: assert, and what holds behind it: assertNothingPending.',
  ]);
  expect(status).toBe(1);
});
