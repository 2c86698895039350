import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf } from '../command/option.ts';
import { ONLY } from '../command/shared-options.ts';

const options = {
  only: ONLY,
  check: flag('write nothing; fail when a file is out of date'),
  json: flag('print the names of the files that were written as JSON'),
};

export type TypesOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'types',
  help: 'write the row types and calls of every domain from the migrated schema',
  options,
  run: async (...given) => (await import('./types.ts')).types(...given),
});
