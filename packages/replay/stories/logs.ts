import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

/** What people and jobs did, what went wrong, and what is noted. */
export const logs: DomainStories = {
  domain: 'logs',
  stories(demo) {
    const { told, tell } = storiesOf(demo, 'logs', ownerOf(demo));
    for (const [request, entries] of byRequest(demo.rows('logs_human'))) {
      const [first] = entries as [Row];
      const audit = first.source === 'audit';
      tell(audit ? `somebody stands in (${request})` : `session ${request}`, (story) =>
        audit ? tellStandIn(story, entries) : tellSession(story, entries),
      );
    }
    for (const [request, entries] of byRequest(demo.rows('logs_system')))
      tell(`job ${request}`, (story) => tellJob(story, entries));
    for (const [request, calls] of byRequest(demo.rows('logs_webhook')))
      tell(`webhook ${request}`, (story) => tellWebhook(demo, story, calls));
    tell('kinds of alerts are set up', (story) => {
      for (const kind of demo.rows('alert_keys')) {
        story.insert('alert_keys', kind, { begins: { active: true, notification_template: null } });
        story.step(kind.updated_at, kind.updated_by, 'say how to tell of it', (player) =>
          player.update('alert_keys', kind, ['active', 'notification_template']),
        );
      }
    });
    for (const alert of demo.rows('alerts')) {
      const events = demo.of('alert_events', 'alert_id', alert.id);
      tell(`alert ${alert.id}: ${events.map(({ event }) => event).join(' → ')}`, (story) =>
        tellAlert(demo, story, alert, events),
      );
    }
    for (const note of demo.rows('notes'))
      tell(`a note on ${note.entity_type} ${note.entity_id}`, (story) => tellNote(story, note));
    return told;
  },
  pairs: {
    alert_events: { within: ['alert_id'], order: ['created_at', 'id'] },
    logs_human: { within: ['request_id', 'entity_key'], order: ['id'] },
  },
  numbers: {
    logs_human: { entity_id: (row) => ENTITIES[String(row.entity_type)] },
    logs_system: { entity_id: (row) => ENTITIES[String(row.entity_type)] },
    alerts: { entity_id: (row) => ENTITIES[String(row.entity_type)] },
    notes: { entity_id: (row) => ENTITIES[String(row.entity_type)] },
  },
  notDerivable: { logs_human: { actor_role: 'The role that logged in; here it is the one that plays.' } },
  more: { logs_human: 'The audit records every change of this tenant; the demo shows some of them.' },
};

/** Tables of the records that logs, alerts and notes are about. */
const ENTITIES: Readonly<Record<string, string>> = {
  store: 'sys_stores',
  brand: 'sys_brands',
  logs_system: 'logs_system',
  logs_webhook: 'logs_webhook',
  order: 'orders',
  order_item: 'order_items',
  product: 'product',
  customer: 'crm_customers',
  person: 'crm_personal_keys',
  lead: 'crm_leads',
  inventory: 'stock',
  task: 'task',
  project: 'project',
  campaign: 'mkt_campaigns',
  conversation: 'omnichannel_conversation',
  shipment: 'fulfilment_shipments',
};

function byRequest(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = String(row.request_id);
    const list = found.get(key);
    if (list === undefined) found.set(key, [row]);
    else list.push(row);
  }
  return found;
}

/** Says where the request comes from, as an application does. */
async function from(player: Player, row: Row): Promise<void> {
  await player.ask(
    "SELECT set_config('app.request_id', $1, true), set_config('app.client_ip', $2, true), set_config('app.user_agent', $3, true)",
    [row.request_id, row.ip_address ?? '', row.user_agent ?? ''],
  );
}

function tellSession(story: StoryBuilder, entries: readonly Row[]): void {
  for (const entry of entries) {
    story.step(entry.created_at, entry.actor_id, String(entry.action), async (player) => {
      await from(player, entry);
      const id = await player.call('log_event', {
        action: entry.action,
        entity_type: entry.entity_type,
        entity_id: player.here('logs_human', 'entity_id', entry),
        details: entry.details,
      });
      player.made('logs_human', entry, id);
    });
  }
  story.expect('logs_human', entries);
}

/** The administrator takes over the people of the manager, or gives them back. */
function tellStandIn(story: StoryBuilder, entries: readonly Row[]): void {
  const [first] = entries as [Row];
  const changes = first.changes as { manager_user_id: { after: Value } };
  story.step(first.created_at, first.actor_id, 'change whom people report to', async (player) => {
    await from(player, first);
    await player.ask(
      'UPDATE sys_tenant_members SET manager_user_id = $1 WHERE tenant_id = $2 AND user_id = ANY ($3)',
      [
        changes.manager_user_id.after,
        player.tenant,
        entries.map((entry) => (entry.entity_key as Record<string, Value>).user_id),
      ],
    );
  });
  story.expect('logs_human', entries);
}

function tellJob(story: StoryBuilder, entries: readonly Row[]): void {
  for (const entry of entries) {
    story.step(entry.created_at, entry.user_id, String(entry.action), async (player) => {
      await from(player, entry);
      const id = await player.call('log_system_event', {
        action: entry.action,
        entity_type: entry.entity_type,
        entity_id: player.here('logs_system', 'entity_id', entry),
        details: entry.details,
        response: entry.response,
      });
      player.made('logs_system', entry, id);
    });
  }
  story.expect('logs_system', entries);
}

/** A delivery is tried until it is answered, and taken once. */
function tellWebhook(demo: Demo, story: StoryBuilder, calls: readonly Row[]): void {
  for (const call of calls) {
    const taken = demo
      .of('logs_webhook_deliveries', 'delivery_id', call.delivery_id)
      .filter((each) => each.created_at === call.created_at);
    story.step(call.created_at, null, `call ${call.attempt}`, async (player) => {
      await from(player, call);
      if (taken.length > 0)
        await player.call('accept_delivery', { sent_by: call.sent_by, delivery_id: call.delivery_id });
      const {
        direction,
        endpoint,
        sent_by,
        request_data,
        response_data,
        status,
        delivery_id,
        attempt,
        error,
        duration_ms,
      } = call;
      const id = await player.call('log_webhook', {
        direction,
        endpoint,
        sent_by,
        request: { ...(request_data as Record<string, Value>), signature: 'a secret' },
        response: response_data,
        status,
        delivery_id,
        attempt,
        error,
        duration_ms,
      });
      player.made('logs_webhook', call, id);
    });
    story.expect('logs_webhook_deliveries', taken);
  }
  story.expect('logs_webhook', calls);
}

/** Something goes wrong, again and again; somebody sees to it, or it passes. */
function tellAlert(demo: Demo, story: StoryBuilder, alert: Row, events: readonly Row[]): void {
  const kind = demo.row('alert_keys', alert.alert_key_id);
  const raise = (at: string) =>
    story.step(at, alert.created_by, 'raise it', async (player) => {
      const id = await player.call('raise_alert', {
        key: kind.key,
        entity_type: alert.entity_type,
        entity_id: player.here('alerts', 'entity_id', alert),
        details: alert.details,
      });
      player.made('alerts', alert, id);
    });
  for (const at of momentsBetween(alert.created_at, alert.last_raised_at, Number(alert.occurrences)))
    raise(at);
  for (const { event, created_at, user_id, note } of events) {
    const of = (player: Player) => ({ alert_id: player.id('alerts', alert.id) });
    if (event === 'expired')
      story.step(created_at, null, 'let it expire', (player) => player.call('expire_alerts', {}));
    else if (event === 'acknowledged')
      story.step(created_at, user_id, 'take it on', (player) =>
        player.call('acknowledge_alert', { ...of(player), note }),
      );
    else if (event === 'resolved')
      story.step(created_at, user_id, 'end it', (player) =>
        player.call('resolve_alert', { ...of(player), notes: note }),
      );
    else if (event === 'reopened')
      story.step(created_at, user_id, 'open it again', (player) =>
        player.call('reopen_alert', { ...of(player), note }),
      );
  }
  story.expect('alerts', [alert]);
  story.expect('alert_events', events);
}

/** So many moments from the first to the last one. */
function momentsBetween(first: Value | undefined, last: Value | undefined, count: number): readonly string[] {
  const [from, until] = [Date.parse(String(first)), Date.parse(String(last))];
  return Array.from({ length: count }, (_, index) =>
    count === 1 || index === 0
      ? String(first)
      : index === count - 1
        ? String(last)
        : new Date(from + Math.round(((until - from) * index) / (count - 1) / 1000) * 1000)
            .toISOString()
            .replace('.000Z', '+00:00'),
  );
}

function tellNote(story: StoryBuilder, note: Row): void {
  story.afterwards(note.created_at, note.created_by, 'write a note', async (player) => {
    const id = await player.call('add_note', {
      record_type: note.entity_type,
      record_id: player.here('notes', 'entity_id', note),
      content: note.content,
      note_type: note.note_type,
      is_private: note.is_private,
      is_pinned: note.is_pinned,
    });
    player.made('notes', note, id);
  });
  story.expect('notes', [note]);
}
