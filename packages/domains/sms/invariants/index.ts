import type { Invariant } from '@erp/kit/invariant';
import { consentInvariants } from './consent.ts';
import { conversationInvariants } from './conversations.ts';
import { messageInvariants } from './messages.ts';

/** The rules of the business that the rows of sms keep. */
export const invariants: readonly Invariant[] = [
  ...conversationInvariants,
  ...consentInvariants,
  ...messageInvariants,
];
