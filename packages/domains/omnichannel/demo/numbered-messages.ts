import type { DemoTenant } from '@erp/kit/demo-tenant';
import { MOST_TALKS } from './conversation-plans.ts';
import { type Message, MOST_MESSAGES, talksOf } from './conversation-script.ts';

/** Messages leave room for as many as all conversations of a correspondent can have. */
export const MOST = MOST_TALKS * MOST_MESSAGES;

/** A message with its number. */
export interface NumberedMessage extends Message {
  readonly id: number;
}

/** All messages of a correspondent, each with the number that it has whatever came before it. */
export function messagesOf(tenant: DemoTenant, number: number): readonly NumberedMessage[] {
  const first = number * MOST + 1;
  let count = 0;
  // The messages are this call's own; numbering them in place spares copies.
  return talksOf(tenant, number).flatMap((talk) =>
    talk.messages.map((message) => Object.assign(message, { id: first + count++ })),
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
