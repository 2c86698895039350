import { declareCommand, declareGroup } from '../command/command.ts';
import { byDefault, flag, list, type OptionsOf, text, unless } from '../command/option.ts';

const domainOptions = {
  after: byDefault(list('<domains...>', 'domains that it depends on; system always is one'), []),
  owner: text('<team>', 'the team that answers for it'),
  install: unless('do not run pnpm install afterwards'),
  json: flag('print the names of the files as JSON'),
};
const migrationOptions = { json: flag('print the name of the file as JSON') };

export type NewDomainOptions = OptionsOf<typeof domainOptions>;
export type NewMigrationOptions = OptionsOf<typeof migrationOptions>;

export const command = declareGroup('new', 'start a domain or a migration', [
  declareCommand({
    name: 'domain',
    help: 'make a domain package that passes its contract suite',
    arguments: ['<name>'],
    options: domainOptions,
    run: async (...given) => (await import('./new-domain.ts')).newDomain(...given),
  }),
  declareCommand({
    name: 'migration',
    help: 'make the next migration of a domain, e.g. crm "add loyalty tier"',
    arguments: ['<domain>', '<what>'],
    options: migrationOptions,
    run: async (...given) => (await import('./new-migration.ts')).newMigration(...given),
  }),
]);
