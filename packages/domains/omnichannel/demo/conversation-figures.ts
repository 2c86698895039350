import type { Conversation } from './conversation-script.ts';

/** What the triggers derive from the messages of a conversation; moments in milliseconds since 1970. */
export interface Figures {
  messages: number;
  unread: number;
  firstMessage: number | null;
  lastMessage: number | null;
  firstInbound: number | null;
  lastInbound: number | null;
  firstResponse: number | null;
  lastResponse: number | null;
  waitingSince: number | null;
}

/** The figures of a conversation, counted as the triggers count them. */
export function figuresOf({ messages, readAt, closedAt }: Conversation): Figures {
  const figures: Figures = {
    messages: 0,
    unread: 0,
    firstMessage: null,
    lastMessage: null,
    firstInbound: null,
    lastInbound: null,
    firstResponse: null,
    lastResponse: null,
    waitingSince: null,
  };
  for (const { by, at, note } of messages) {
    if (note) continue;
    figures.messages += 1;
    figures.firstMessage ??= at;
    figures.lastMessage = at;
    if (by === 'user') {
      figures.firstInbound ??= at;
      figures.lastInbound = at;
      if (at > (readAt ?? 0)) figures.unread += 1;
      if (at > (closedAt ?? 0)) figures.waitingSince ??= at;
    } else if (by === 'admin') {
      if (figures.firstInbound !== null) figures.firstResponse ??= at;
      figures.lastResponse = at;
      figures.waitingSince = null;
    }
  }
  return figures;
}
