import { joinFirstOrder, type OrderMentions } from '@erp/demo-world/order-mentions';

/** Conversations about the first order of a customer whose number is another one by now. */
const MENTIONS = `
  SELECT c.tenant_id, c.id, c.metadata ->> 'order_number' AS told, f.order_number
  FROM omnichannel_conversation c
  ${joinFirstOrder('c')}
  WHERE c.tenant_id = ANY (:ids) AND c.id < 1000000000 AND c.metadata ->> 'order_number' <> f.order_number`;

const MESSAGES = `
  UPDATE omnichannel_message m SET message = replace(m.message, n.told, n.order_number)
  FROM (${MENTIONS}) n
  WHERE m.tenant_id = n.tenant_id AND m.conversation_id = n.id AND position(n.told IN m.message) > 0`;

const CONVERSATIONS = `
  UPDATE omnichannel_conversation c
  SET subject = replace(c.subject, n.told, n.order_number),
    metadata = c.metadata || jsonb_build_object('order_number', n.order_number)
  FROM (${MENTIONS}) n WHERE c.tenant_id = n.tenant_id AND c.id = n.id`;

/** The messages first: the conversation says until then which number they name. */
export const orderMentions: OrderMentions = {
  tables: ['omnichannel_conversation', 'omnichannel_message'],
  statements: [MESSAGES, CONVERSATIONS],
};
