import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf } from '../command/option.ts';

const options = { json: flag('print what is there as JSON') };

export type DemoOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'demo',
  help: 'migrate, seed, verify, then show what to look at',
  options,
  run: async (...given) => (await import('./demo.ts')).demo(...given),
});
