import { InvalidArgumentError } from 'commander';
import { declareCommand, declareGroup } from '../command/command.ts';
import { byDefault, flag, list, type OptionsOf, parsed, required, text, upTo } from '../command/option.ts';
import { ENCRYPT_TO, IDENTITY, JSON_IT, JSON_RESULT, LOCK_TIMEOUT, YES } from '../command/shared-options.ts';

const LIVE = flag('leave channels, outboxes and invitations at work; otherwise they are switched off');

const MASK = flag('replace what is personal; docs/personal-data.md');
const MASK_KEY = text(
  '<file>',
  'file with the secret that the replacements depend on (ERP_MASK_KEY holds it)',
);

const listOptions = { json: JSON_IT };
const exportOptions = {
  mask: MASK,
  maskKey: MASK_KEY,
  encryptTo: ENCRYPT_TO,
  to: byDefault(text('<directory>', 'where the archive is made'), '.'),
  jobs: byDefault(parsed('<number>', 'how many tables to copy at the same time, 16 at most', upTo(16)), 2),
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};
const importOptions = {
  identity: IDENTITY,
  as: parsed('<slug>', 'another slug than the tenant had', slug),
  live: LIVE,
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};
const copyOptions = {
  as: required(parsed('<slug>', 'the slug of the copy', slug)),
  live: LIVE,
  mask: MASK,
  maskKey: MASK_KEY,
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};
const restoreOptions = {
  from: required(text('<backup>', 'a backup of the database, or an archive of the tenant, by name or path')),
  only: list('<tables...>', 'these tables and what belongs to their rows, nothing else'),
  changed: flag('bring back changed rows as well, not only what was lost and what follows from it'),
  in: text('<directory>', 'where the backups lie (ERP_BACKUPS, else .erp/backups)'),
  identity: IDENTITY,
  dryRun: flag('show what is missing, changed and new, and change nothing'),
  yes: YES,
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};

const eraseOptions = { yes: YES, lockTimeout: LOCK_TIMEOUT, json: JSON_RESULT };

export type TenantListOptions = OptionsOf<typeof listOptions>;
export type TenantExportOptions = OptionsOf<typeof exportOptions>;
export type TenantImportOptions = OptionsOf<typeof importOptions>;
export type TenantRestoreOptions = OptionsOf<typeof restoreOptions>;
export type TenantEraseOptions = OptionsOf<typeof eraseOptions>;
export type TenantCopyOptions = OptionsOf<typeof copyOptions>;

export const command = declareGroup(
  'tenant',
  'the rows of one tenant: out, in, beside, back; docs/backups.md',
  [
    declareCommand({
      name: 'list',
      help: 'show the tenants',
      options: listOptions,
      run: async (...given) => (await import('./tenant.ts')).listAll(...given),
    }),
    declareCommand({
      name: 'export',
      help: 'copy the rows of one tenant, of one moment, into an archive',
      arguments: ['<slug>'],
      options: exportOptions,
      run: async (...given) => (await import('./tenant.ts')).exportOne(...given),
    }),
    declareCommand({
      name: 'import',
      help: 'bring an archive into a database that has the schema, beside its tenants',
      arguments: ['<archive>'],
      options: importOptions,
      run: async (...given) => (await import('./tenant.ts')).importOne(...given),
    }),
    declareCommand({
      name: 'copy',
      help: 'copy a tenant within the database, switched off towards the outside',
      arguments: ['<slug>'],
      options: copyOptions,
      run: async (...given) => (await import('./tenant.ts')).copyOne(...given),
    }),
    declareCommand({
      name: 'restore',
      help: 'bring lost rows of a tenant back in place; shows them and asks first',
      arguments: ['<slug>'],
      options: restoreOptions,
      details: `
Of each table it shows what is missing, what was changed since, with both
values, and what is new since. Missing rows come back, and what follows from
that: references that became empty and figures that the database keeps. Other
changes stay unless --changed is given; what is new since always stays.`,
      run: async (...given) => (await import('./tenant-restore.ts')).restoreOne(...given),
    }),
    declareCommand({
      name: 'erase',
      help: 'remove a tenant and who belongs to no other for good; asks for its name first',
      arguments: ['<slug>'],
      options: eraseOptions,
      details: `
The tenant is suspended, then its rows go in batches. Interrupted, the same
command goes on. Backups and archives keep what they hold.`,
      run: async (...given) => (await import('./tenant-erase.ts')).eraseOne(...given),
    }),
  ],
);

function slug(written: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(written) && written.length <= 63) return written;
  throw new InvalidArgumentError('Give lower case letters and digits, words joined by hyphens, at most 63.');
}
