import { buildProgram } from '../src/program.ts';

/** What is wrong with words that somebody typed; nothing is run. */
async function refusalOf(words: readonly string[]): Promise<string> {
  const program = await buildProgram(words);
  const silent = { writeErr: () => {} };
  for (const one of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)])
    one.configureOutput(silent);
  return program.parseAsync(words, { from: 'user' }).then(
    () => 'nothing',
    (error: Error) => error.message,
  );
}

test.each([
  ['backup --to --jobs 2', '--jobs'],
  ['tenant export acme --to --mask', '--mask'],
  ['seed --tenant --dry-run', '--dry-run'],
  ['new domain billing --after system --owner', '--owner'],
])('an option is no value of the one in front of it: erp %s', async (typed, option) => {
  expect(await refusalOf(typed.split(' '))).toContain(option);
});

test('several values of one option are all taken', async () => {
  const program = await buildProgram(['plan']);
  const plan = program.commands.find((each) => each.name() === 'plan');
  plan?.action(() => {});
  await program.parseAsync(['plan', '--only', 'crm', 'orders', '--only', 'sms'], { from: 'user' });
  expect(plan?.opts().only).toEqual(['crm', 'orders', 'sms']);
});
