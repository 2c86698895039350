import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf } from '../command/option.ts';
import { JSON_IT } from '../command/shared-options.ts';

const options = { sql: flag('print the query instead; needs no server'), json: JSON_IT };

export type ForeignKeysOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'foreign-keys',
  help: 'list every foreign key of the live schema once; docs/queries.md',
  options,
  run: async (...given) => (await import('./foreign-keys.ts')).foreignKeys(...given),
});
