import { pages } from '@erp/channels/test-factories';
import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { OmnichannelConversationRow, OmnichannelMessageRow } from '../tables.ts';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** A page of the tenant on a network of its own. */
export async function addPage(database: TestDatabase, tenant: Tenant): Promise<string> {
  return (await pages.create(database.knex, { tenant_id: tenant.id })).id;
}

/** Takes in a message the way a connector does; returns its number. */
export function receive(
  database: TestDatabase,
  tenant: Tenant,
  page: string,
  from: string,
  id: string,
  rest: { text?: string; thread?: string; attachments?: object[]; details?: object; at?: string } = {},
): Promise<string> {
  return database.asTenant(tenant, (trx) =>
    call<string>(
      trx,
      'receive_message',
      page,
      from,
      id,
      rest.text ?? `text of ${id}`,
      rest.at ?? null,
      rest.thread ?? null,
      JSON.stringify(rest.attachments ?? []),
      JSON.stringify(rest.details ?? {}),
    ),
  );
}

/** A message as the owner of the schema sees it. */
export async function message(database: TestDatabase, id: string): Promise<OmnichannelMessageRow> {
  const [row] = await database.knex('omnichannel_message').where({ id });
  if (row === undefined) throw new Error(`There is no message ${id}.`);
  return row;
}

/** A conversation as the owner of the schema sees it. */
export async function conversation(database: TestDatabase, id: string): Promise<OmnichannelConversationRow> {
  const [row] = await database.knex('omnichannel_conversation').where({ id });
  if (row === undefined) throw new Error(`There is no conversation ${id}.`);
  return row;
}

/** The conversation that a message belongs to. */
export async function conversationOf(
  database: TestDatabase,
  messageId: string,
): Promise<OmnichannelConversationRow> {
  return conversation(database, (await message(database, messageId)).conversation_id);
}
