import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import {
  type Attempt,
  attemptsOf,
  deliveryCount,
  deliveryOf,
  MOST_TRIES,
} from '../demo/webhook-deliveries.ts';
import '../tables.ts';

/** Calls of the last three months: they are dropped after that. */
export const logsWebhook = factory('logs_webhook', {
  count: deliveryCount,
  story: (tenant: DemoTenant, number) => attemptsOf(tenant, deliveryOf(tenant, number)),
  most: MOST_TRIES,
  rows: (attempts) => attempts,
  cells: {
    direction: (call) => call.delivery.direction,
    endpoint: (call, _draw, tenant) =>
      call.delivery.direction === 'in'
        ? `https://${tenant.slug}.example.com/hooks/${call.delivery.sentBy}`
        : `https://partner.example.net/${call.delivery.sentBy}/${tenant.slug}`,
    sent_by: (call) => call.delivery.sentBy,
    delivery_id: (call) => call.delivery.deliveryId,
    attempt: (call) => call.attempt,
    request_data: (call) => ({ event: call.delivery.event, signature: '***' }),
    response_data: (call) => answerOf(call),
    status: (call) => call.status,
    error: (call) => call.error,
    duration_ms: (call) => call.durationMs,
    request_id: (call) => call.delivery.request,
    created_at: (call) => time(call.at),
  },
});

function answerOf({ status, attempt, delivery }: Attempt): object {
  if (status === null) return {};
  if (status !== 200) return { error: status === 401 ? 'signature does not match' : 'try again later' };
  return delivery.outcome === 'repeated' && attempt > 1 ? { ok: true, repeated: true } : { ok: true };
}
