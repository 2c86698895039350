import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { call } from '@erp/testing/calls';
import { alertKeys } from './factories/alert-keys.ts';
import { alerts as demoAlerts } from './factories/alerts.ts';
import { notes as demoNotes } from './factories/notes.ts';

/** Kinds of alerts. */
export const kinds = testFactory(alertKeys, {
  columns: ['key', 'alert_name'],
  children: { alerts: { of: (): RowMaker => alerts, by: 'alert_key_id' } },
});

/** Open alerts, about a stock unless `entity_type` and `entity_id` say about what. */
export const alerts = testFactory(demoAlerts, {
  columns: [],
  defaults: { entity_type: 'stock', entity_id: 1 },
  parents: { alert_key_id: () => kinds },
  through: {
    takes: ['alert_key_id', 'entity_type', 'entity_id', 'details'],
    fills: ['severity'],
    call: async (trx, { alert_key_id, entity_type, entity_id, details = {} }) => {
      const kind = await trx('alert_keys')
        .where({ id: String(alert_key_id) })
        .first('key');
      return call<string>(trx, 'raise_alert', kind?.key, entity_type, entity_id, JSON.stringify(details));
    },
  },
  milestones: {
    acknowledged: (trx, alert) => call(trx, 'acknowledge_alert', alert.id),
    resolved: (trx, alert) => call(trx, 'resolve_alert', alert.id, 'Looked into.'),
  },
});

/** What is written down about a record, for everybody of the tenant. */
export const notes = testFactory(demoNotes, {
  columns: ['entity_type', 'entity_id', 'content'],
  through: {
    takes: ['entity_type', 'entity_id', 'content', 'note_type', 'is_private', 'is_pinned'],
    call: (trx, note) =>
      call<string>(
        trx,
        'add_note',
        note.entity_type,
        note.entity_id,
        note.content,
        note.note_type ?? 'internal',
        note.is_private ?? false,
        note.is_pinned ?? false,
      ),
  },
});
