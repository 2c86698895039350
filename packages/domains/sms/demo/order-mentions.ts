import { joinFirstOrder, type OrderMentions } from '@erp/demo-world/order-mentions';

/** Messages are about the first order of the customer. */
const MESSAGES = `
  UPDATE sms_messages m
  SET body = replace(m.body, m.metadata ->> 'order_number', f.order_number),
    metadata = m.metadata || jsonb_build_object('order_number', f.order_number)
  FROM sms_meta_conversation c
  ${joinFirstOrder('c')}
  WHERE m.tenant_id = ANY (:ids) AND m.id < 1000000000 AND c.tenant_id = m.tenant_id AND c.id = m.conversation_id
    AND m.metadata ->> 'order_number' <> f.order_number`;

export const orderMentions: OrderMentions = { tables: ['sms_messages'], statements: [MESSAGES] };
