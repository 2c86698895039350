import type { Permission } from '@erp/kit/permissions';
import { registerPermissions, withdrawPermissions } from '@erp/kit/permissions';
import { registerPersonalData, withdrawPersonalData } from '@erp/kit/personal';
import type { Knex } from 'knex';
import { personal } from '../personal.ts';

const PERMISSIONS: readonly Permission[] = [
  {
    key: 'sms.write',
    name: 'Keep contacts and conversations of text messages, record what people consent to',
    roles: ['admin', 'manager', 'member'],
  },
  { key: 'sms.send', name: 'Send text messages', roles: ['admin', 'manager', 'member'] },
  {
    key: 'sms.manage',
    name: 'Set up accounts and numbers that text messages are sent from',
    roles: ['admin'],
  },
  {
    key: 'sms.deliver',
    name: 'Exchange text messages and receipts with providers',
    roles: ['admin'],
  },
  {
    key: 'sms.read',
    name: 'Read text messages, and the numbers and consent of people',
    roles: ['admin', 'manager', 'member'],
    besides: ['sms.write', 'sms.send', 'sms.deliver'],
  },
  {
    key: 'sms.read_accounts',
    name: 'See the accounts of providers',
    roles: ['admin', 'manager'],
    besides: ['sms.manage'],
  },
];

/** The permissions of sms. Can be run again. */
export async function up(knex: Knex): Promise<void> {
  await registerPermissions(knex, 'sms', PERMISSIONS);
  await registerPersonalData(knex, 'sms', personal);
}

/** Withdraws the permissions from every role. */
export async function down(knex: Knex): Promise<void> {
  await withdrawPersonalData(knex, 'sms');
  await withdrawPermissions(knex, 'sms');
}
