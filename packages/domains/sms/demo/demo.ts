import { nameOrders } from '@erp/demo-world/order-mentions';
import type { AnyFactory } from '@erp/kit/factory';
import { attachments } from '../factories/attachments.ts';
import { consentLog } from '../factories/consent-log.ts';
import { contacts } from '../factories/contacts.ts';
import { conversations } from '../factories/conversations.ts';
import { messageKeys } from '../factories/message-keys.ts';
import { messages } from '../factories/messages.ts';
import { reactions } from '../factories/reactions.ts';
import { senderAccounts } from '../factories/sender-accounts.ts';
import { senderPhoneNumbers } from '../factories/sender-phone-numbers.ts';
import { serviceAccounts } from '../factories/service-accounts.ts';
import { orderMentions } from './order-mentions.ts';

/** In the order in which they are loaded. */
export const factories: readonly AnyFactory[] = [
  senderAccounts,
  senderPhoneNumbers,
  serviceAccounts,
  contacts,
  consentLog,
  conversations,
  messages,
  messageKeys,
  attachments,
  reactions,
];

/** Messages about orders name them as they are numbered. */
export const accompany = nameOrders(orderMentions);
