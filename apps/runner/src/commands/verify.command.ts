import { declareCommand } from '../command/command.ts';
import { flag, list, type OptionsOf, unless } from '../command/option.ts';

const options = {
  rule: list('<rules...>', 'these rules alone, by number or name'),
  data: flag('ask the rules of the business of the rows instead: sums, timelines, outcomes'),
  cache: unless('migrate a scratch database for drift, whatever an earlier run kept of the same steps'),
  json: flag('print the report as JSON'),
};

export type VerifyOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'verify',
  help: 'ask every rule of the live schema: isolation, keys, indexes, names, drift; docs/rules has a page for each',
  options,
  run: async (invocation, given) =>
    given.data === true
      ? (await import('./verify-data.ts')).verifyData(invocation, given)
      : (await import('./verify.ts')).verify(invocation, given),
});
