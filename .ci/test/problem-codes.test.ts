import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { runCheck } from './run-check.ts';

let scratch: ScratchWorkspace | undefined;

afterEach(() => {
  scratch?.remove();
  scratch = undefined;
});

const check = (root: string) => runCheck('problem-codes.mjs', root);

test('a code without a line is found with its file, and a line that is empty, twice or without a code', () => {
  scratch = scratchWorkspace();
  scratch.write('apps/tool/src/main.ts', "throw new Problem({ code: 'tool_broken', message });\n");
  scratch.write(
    'packages/rates/src/rate.ts',
    "new Problem({ code: 'rate_lost' }); codes.push({ code: 'ENOENT' });\n",
  );
  scratch.write(
    'docs/problems.md',
    '| `rate_lost` | It is lost. | Look. |\n| `rate_lost` | It is lost. |  |\n| `toll` | A toll. | Pay. |\n',
  );
  const { status, stderr } = check(scratch.root);
  expect(stderr.trim().split('\n')).toEqual([
    'docs/problems.md says nothing of tool_broken (apps/tool/src/main.ts). Add: | `tool_broken` | what | next move |',
    'docs/problems.md describes toll, which nothing reports. Take its line out.',
    'docs/problems.md leaves a field of rate_lost empty.',
    'docs/problems.md describes rate_lost twice.',
  ]);
  expect(status).toBe(1);
});
