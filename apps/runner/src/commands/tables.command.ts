import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf } from '../command/option.ts';

const options = {
  check: flag('write nothing; fail when the file is out of date'),
  json: flag('print it as JSON instead'),
};

export type TablesOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'tables',
  help: 'write docs/tables.md and docs/permissions.md: every table, function and permission of every domain',
  options,
  run: async (...given) => (await import('./tables.ts')).tables(...given),
});
