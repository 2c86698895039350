import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf } from '../command/option.ts';

const options = {
  all: flag('name every step that is not applied, however many'),
  json: flag('print it as JSON; docs/status.md describes the fields'),
};

export type StatusOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'status',
  help: 'show what is applied, pending, changed and waiting, and what to do next',
  options,
  run: async (...given) => (await import('./status.ts')).status(...given),
});
