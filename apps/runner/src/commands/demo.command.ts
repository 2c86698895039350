import { declareCommand } from '../command/command.ts';
import { byDefault, flag, type OptionsOf, text } from '../command/option.ts';

const options = {
  out: byDefault(text('<folder>', 'where the site about it is written'), 'site'),
  json: flag('print what is there as JSON'),
};

export type DemoOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'demo',
  help: 'migrate, seed, verify, then write a site to look at and show where to begin',
  options,
  run: async (...given) => (await import('./demo.ts')).demo(...given),
});
