import type { SmsMessage } from './message-script.ts';
import { providerOf } from './provider-accounts.ts';

/** Both lines belong to the main account. */
export const PROVIDER = providerOf(0);

/** The id that the provider gave a message; none before it has it. */
export function providerId({ inbound, course, id }: SmsMessage): string | null {
  return inbound || course.sentAt !== undefined ? `SM${String(id).padStart(10, '0')}` : null;
}

/** The key of the call that queued a message. */
export function callKey({ inbound, id }: SmsMessage): string | null {
  return inbound ? null : `demo-${id}`;
}
