import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { MOST_CONVERSATIONS } from '../demo/conversation-plans.ts';
import {
  type Change,
  type Conversation,
  conversationsOf,
  MOST_CHANGES,
} from '../demo/conversation-script.ts';
import { inboxContactCount } from '../demo/inbox-contacts.ts';
import { conversations } from './conversations.ts';
import '../tables.ts';

/** Every status and every assignment. */
export const conversationHistory = factory('omnichannel_conversation_history', {
  count: inboxContactCount,
  story: conversationsOf,
  most: MOST_CONVERSATIONS * MOST_CHANGES,
  rows: (conversations: readonly Conversation[]): readonly Change[] =>
    conversations.flatMap((conversation) => conversation.changes),
  parents: { conversation_id: () => conversations },
  alone: { from_assigned_to: null, to_assigned_to: null, changed_by: null },
  cells: {
    conversation_id: ({ conversation }) => conversations.id(conversation.who.number, conversation.plan.index),
    change: ({ change }) => change,
    from_status: ({ from }) => from,
    to_status: ({ to }) => to,
    from_assigned_to: ({ fromUser }) => fromUser,
    to_assigned_to: ({ toUser }) => toUser,
    changed_by: ({ by }) => by,
    reason: ({ reason }) => reason,
    changed_at: ({ at }) => time(at),
    created_at: ({ at }) => time(at),
  },
});
