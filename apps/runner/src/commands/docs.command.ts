import { declareCommand } from '../command/command.ts';
import { byDefault, flag, type OptionsOf, text } from '../command/option.ts';
import { JSON_RESULT } from '../command/shared-options.ts';

const options = {
  out: byDefault(text('<folder>', 'where the site is written'), 'site'),
  serve: flag('write nothing; serve it on this machine until you stop it'),
  check: flag('write nothing; fail when the folder is not what would be written'),
  json: JSON_RESULT,
};

export type DocsOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'docs',
  help: 'write a static site about the database: domains, tables, functions, permissions, life cycles',
  options,
  conflicts: { serve: ['check', 'json', 'out'] },
  details: `
It tells the database that is chosen, with rows of the demo where there is one;
pnpm demo makes it. Open index.html in the folder: it needs no server.`,
  run: async (...given) => (await import('./docs.ts')).docs(...given),
});
