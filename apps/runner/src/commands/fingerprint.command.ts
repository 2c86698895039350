import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf } from '../command/option.ts';
import { JSON_IT } from '../command/shared-options.ts';

const options = { lines: flag('print the sorted lines that the hash is made of'), json: JSON_IT };

export type FingerprintOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'fingerprint',
  help: 'print the live schema as one hash: equal hash, equal schema',
  options,
  run: async (...given) => (await import('./fingerprint.ts')).fingerprint(...given),
});
