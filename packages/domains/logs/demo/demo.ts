import { alertEvents } from '../factories/alert-events.ts';
import { alertKeys } from '../factories/alert-keys.ts';
import { alerts } from '../factories/alerts.ts';
import { logsHuman } from '../factories/logs-human.ts';
import { logsSystem } from '../factories/logs-system.ts';
import { logsWebhook } from '../factories/logs-webhook.ts';
import { logsWebhookDeliveries } from '../factories/logs-webhook-deliveries.ts';
import { notes } from '../factories/notes.ts';
import { writeNotes } from './record-notes.ts';

/** In the order in which they are loaded. */
export const factories = [
  logsHuman,
  logsSystem,
  logsWebhook,
  logsWebhookDeliveries,
  alertKeys,
  alerts,
  alertEvents,
  notes,
];

/** Notes follow the records of every domain. */
export const accompany = writeNotes;
