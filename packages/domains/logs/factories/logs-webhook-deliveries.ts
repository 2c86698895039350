import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { deliveryCount, deliveryOf, wasTaken } from '../demo/webhook-deliveries.ts';
import '../tables.ts';

/** Days for which app.forget_deliveries keeps a delivery. */
const KEPT_DAYS = 90;

/** Deliveries that were taken, and not forgotten when the story ends. */
export const logsWebhookDeliveries = factory('logs_webhook_deliveries', {
  count: deliveryCount,
  story: (tenant: DemoTenant, number) => deliveryOf(tenant, number),
  rows: (delivery, tenant) =>
    wasTaken(delivery) && delivery.at > tenant.until - KEPT_DAYS * DAY ? [delivery] : [],
  identity: false,
  cells: {
    sent_by: (delivery) => delivery.sentBy,
    delivery_id: (delivery) => delivery.deliveryId,
    created_at: (delivery) => time(delivery.at),
  },
});
