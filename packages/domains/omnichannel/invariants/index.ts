import type { Invariant } from '@erp/kit/invariant';
import { conversationInvariants } from './conversations.ts';
import { messageInvariants } from './messages.ts';

/** The rules of the business that the rows of omnichannel keep. */
export const invariants: readonly Invariant[] = [...conversationInvariants, ...messageInvariants];
