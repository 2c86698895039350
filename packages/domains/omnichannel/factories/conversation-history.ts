import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { MOST_TALKS } from '../demo/conversation-plans.ts';
import { type Change, MOST_CHANGES, type Talk, talksOf } from '../demo/conversation-script.ts';
import { correspondentCount } from '../demo/inbox-contacts.ts';
import { conversations } from './conversations.ts';
import '../tables.ts';

/** Every status and every assignment. */
export const conversationHistory = factory('omnichannel_conversation_history', {
  count: correspondentCount,
  story: talksOf,
  most: MOST_TALKS * MOST_CHANGES,
  rows: (talks: readonly Talk[]): readonly Change[] => talks.flatMap((talk) => talk.changes),
  parents: { conversation_id: () => conversations },
  alone: { from_assigned_to: null, to_assigned_to: null, changed_by: null },
  cells: {
    conversation_id: ({ talk }) => conversations.id(talk.who.number, talk.plan.index),
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
