import { InvalidArgumentError } from 'commander';
import { declareCommand, declareGroup } from '../command/command.ts';
import { byDefault, flag, type OptionsOf, parsed, required, text, upTo } from '../command/option.ts';
import { ENCRYPT_TO, IDENTITY, JSON_IT, JSON_RESULT, LOCK_TIMEOUT } from '../command/shared-options.ts';

const LIVE = flag('leave channels, outboxes and invitations at work; otherwise they are switched off');

const listOptions = { json: JSON_IT };
const exportOptions = {
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
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};

export type TenantListOptions = OptionsOf<typeof listOptions>;
export type TenantExportOptions = OptionsOf<typeof exportOptions>;
export type TenantImportOptions = OptionsOf<typeof importOptions>;
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
  ],
);

function slug(written: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(written) && written.length <= 63) return written;
  throw new InvalidArgumentError('Give lower case letters and digits, words joined by hyphens, at most 63.');
}
