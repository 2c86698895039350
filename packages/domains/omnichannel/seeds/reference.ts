import { registerDocumentKinds, withdrawDocumentKinds } from '@erp/kit/document-kinds';
import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'omnichannel.write',
    name: 'Answer messages and move conversations along',
    roles: ['admin', 'manager', 'member'],
  },
  {
    key: 'omnichannel.assign',
    name: 'Give conversations to other members',
    roles: ['admin', 'manager'],
  },
  {
    key: 'omnichannel.receive',
    name: 'Take in what the networks deliver: messages, reactions, receipts',
    roles: ['admin'],
  },
  {
    key: 'omnichannel.manage',
    name: 'Set how pages reopen conversations and how long they may answer',
    roles: ['admin', 'manager'],
  },
  {
    key: 'omnichannel.read',
    name: 'Read the messages of customers',
    roles: ['admin', 'manager', 'member'],
    besides: ['omnichannel.write', 'omnichannel.assign', 'omnichannel.receive'],
  },
];

/** The permissions of omnichannel, and how conversations are numbered. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'omnichannel', PERMISSIONS);
  await registerDocumentKinds(knex, 'omnichannel', [
    {
      kind: 'conversation',
      name: 'Conversation with a customer',
      prefix: 'C-',
      permissions: ['omnichannel.write', 'omnichannel.receive'],
    },
  ]);
  await registerPersonalData(knex, 'omnichannel', personal);
}

/** Withdraws the permissions from every role, and the kind of document. */
export async function down(knex: Knex): Promise<void> {
  await withdrawDocumentKinds(knex, 'omnichannel');
  await withdrawPersonalData(knex, 'omnichannel');
  await withdrawPermissions(knex, 'omnichannel');
}
