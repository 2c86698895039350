import type { DemoTenant } from '@erp/kit/demo-tenant';
import { MOST_CONVERSATIONS } from './conversation-plans.ts';
import { conversationsOf, type Message, MOST_MESSAGES } from './conversation-script.ts';

/** Messages leave room for as many as all conversations of a contact can have. */
export const MOST = MOST_CONVERSATIONS * MOST_MESSAGES;

/** A message with its number. */
export interface NumberedMessage extends Message {
  readonly id: number;
}

/** All messages of a contact, each with the number that it has whatever came before it. */
export function messagesOf(tenant: DemoTenant, number: number): readonly NumberedMessage[] {
  const first = number * MOST + 1;
  let count = 0;
  // Each message gets the same number whenever it is asked for; numbering them in place spares copies.
  return conversationsOf(tenant, number).flatMap((conversation) =>
    conversation.messages.map((message) => Object.assign(message, { id: first + count++ })),
  );
}

/** By what the network knows a message; none while it has not got it. */
export function networkId({ delivery, by, note, id }: NumberedMessage): string | null {
  if (note || (by !== 'user' && delivery?.sentAt == null)) return null;
  return `mid.${id}`;
}

/** The key of the call that sent a message of ours. */
export function callKey({ by, echo, id }: NumberedMessage): string | null {
  return by === 'user' || echo ? null : `demo-${id}`;
}
