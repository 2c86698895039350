import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

/** How people became known, asked, bought, and were won back. */
export const crm: DomainStories = {
  domain: 'crm',
  stories(demo) {
    const owner = ownerOf(demo);
    const { told, tell } = storiesOf(demo, 'crm', owner);
    for (const person of demo.rows('crm_personal_keys')) {
      const of = (table: string) => demo.of(table, 'personal_key_id', person.id);
      const [lead] = of('crm_leads');
      const [customer] = of('crm_customers');
      const path = lead === undefined ? [] : demo.of('crm_lead_status_history', 'lead_id', lead.id);
      const course = path.map(({ to_status }) => to_status).join(' → ');
      tell(`person ${person.id}: ${lead === undefined ? 'buys without asking' : course}`, (story) => {
        story.insert('crm_personal_keys', person);
        for (const profile of of('crm_personal_profile')) story.insert('crm_personal_profile', profile);
        for (const address of of('crm_personal_addresses')) story.insert('crm_personal_addresses', address);
        if (lead !== undefined) tellLead(story, lead, path, customer);
        for (const contact of of('crm_personal_contacts')) story.insert('crm_personal_contacts', contact);
        // What was met at the moment of the first order knows it.
        for (const met of of('crm_personal_journey'))
          story.insert('crm_personal_journey', met, { last: true });
        for (const potential of of('crm_potential')) tellPotential(demo, story, potential);
        if (customer !== undefined) tellCustomer(demo, story, customer, lead);
      });
    }
    for (const batch of demo.rows('crm_reengaged_batches')) {
      tell(`${batch.batch_name}: ${batch.status}`, (story) => tellBatch(demo, story, batch));
    }
    for (const merge of demo.rows('crm_person_merges')) {
      tell(`${merge.dropped_external_key} turns out to be a person who is known`, (story) => {
        let dropped = '';
        story.step(merge.created_at, merge.merged_by, 'enter the person twice', async (player) => {
          const rows = await player.ask<{ id: string }>(
            'INSERT INTO crm_personal_keys (tenant_id, external_key) VALUES ($1, $2) RETURNING id',
            [player.tenant, merge.dropped_external_key],
          );
          dropped = rows[0]?.id ?? '';
        });
        story.step(merge.created_at, merge.merged_by, 'merge', (player) =>
          player.call('merge_persons', {
            keep: player.id('crm_personal_keys', merge.kept_id),
            drop: dropped,
          }),
        );
        story.expect('crm_person_merges', [merge]);
      });
    }
    return told;
  },
  pairs: {
    crm_lead_status_history: { within: ['lead_id'], order: ['changed_at'] },
    crm_potential_status_history: { within: ['potential_id'], order: ['changed_at', 'id'] },
  },
  numbers: { crm_person_merges: { kept_id: () => 'crm_personal_keys' } },
  notDerivable: {
    crm_person_merges: { dropped_id: 'The number of a row that is gone; here it is another one.' },
  },
};

/** Somebody asks, is talked to, and buys or does not. */
function tellLead(story: StoryBuilder, lead: Row, path: readonly Row[], customer: Row | undefined): void {
  const [first, ...later] = path;
  story.insert('crm_leads', lead, { by: first?.changed_by, begins: NEW });
  // What a form brings in without anybody comes as an import does: with its history.
  if (first?.changed_by === null) story.insert('crm_lead_status_history', first, { by: null });
  for (const { to_status, reason, changed_at, changed_by } of later) {
    story.step(changed_at, changed_by, `lead → ${to_status}`, async (player) => {
      const id = player.id('crm_leads', lead.id);
      if (to_status !== 'converted')
        return player.call('transition_lead', { lead_id: id, to: to_status, note: reason });
      return player.made(
        'crm_customers',
        customer as Row,
        await player.call('convert_lead', { lead_id: id }),
      );
    });
  }
  if (lead.order_id !== null) {
    const won = later.at(-1) as Row;
    story.afterwards(won.changed_at, won.changed_by, 'name the order that was won', (player) =>
      player.call('convert_lead', {
        lead_id: player.id('crm_leads', lead.id),
        order_id: player.id('orders', lead.order_id),
      }),
    );
  }
  story.expect('crm_lead_status_history', first?.changed_by === null ? later : path);
}

const NEW: Readonly<Record<string, Value>> = {
  status: 'new',
  status_note: null,
  order_id: null,
  converted_customer_id: null,
  converted_at: null,
};

/** A chance to sell opens, comes nearer, and closes as it does. */
function tellPotential(demo: Demo, story: StoryBuilder, potential: Row): void {
  const path = demo.of('crm_potential_status_history', 'potential_id', potential.id);
  const [first, ...later] = path;
  const begins: Record<string, Value> = { status: 'open', stage: 'prospecting', converted_to_order_id: null };
  if (potential.stage !== 'prospecting') begins.probability_score = 10;
  story.insert('crm_potential', potential, { by: potential.assigned_to, begins });
  // What nobody has taken on comes as an import does: with its history.
  const isImported = potential.assigned_to === null && first !== undefined;
  if (isImported) story.insert('crm_potential_status_history', first, { by: null });
  for (const { to_status, to_stage, reason, changed_at, changed_by } of later) {
    const to = to_status === 'open' ? to_stage : to_status;
    story.afterwards(changed_at, changed_by, `opportunity → ${to}`, async (player) => {
      await player.call('transition_opportunity', {
        opportunity_id: player.id('crm_potential', potential.id),
        to,
        note: reason,
        order_id: to === 'won' ? player.idOrNull('orders', potential.converted_to_order_id) : undefined,
      });
      if (to === potential.stage) await player.update('crm_potential', potential, ['probability_score']);
    });
  }
  story.expect('crm_potential_status_history', isImported ? later : path);
}

/** Who bought without asking is entered by hand. A batch that is written later takes the customer in. */
function tellCustomer(demo: Demo, story: StoryBuilder, customer: Row, lead: Row | undefined): void {
  if (lead === undefined)
    story.insert('crm_customers', customer, { begins: { batch_id: null, customer_rank: null } });
  else story.expect('crm_customers', [customer]);
  if (customer.batch_id !== null) {
    const batch = demo.row('crm_reengaged_batches', customer.batch_id);
    story.afterwards(batch.created_at, batch.created_by, 'take the customer into the batch', (player) =>
      player.update('crm_customers', customer, ['batch_id']),
    );
  }
  story.afterwards(customer.updated_at, undefined, 'rank the customer', (player) =>
    player.update('crm_customers', customer, ['customer_rank']),
  );
}

/** Former buyers are written to; some answer, some buy again. */
function tellBatch(demo: Demo, story: StoryBuilder, batch: Row): void {
  story.insert('crm_reengaged_batches', batch, { begins: { status: 'draft' } });
  if (batch.status !== 'draft') {
    story.step(`${batch.start_date}T00:00:00+00:00`, batch.created_by, 'batch → active', (player) =>
      player.update('crm_reengaged_batches', batch, { status: 'active' }),
    );
  }
  for (const member of demo.of('crm_reengage_personal_keys', 'batch_id', batch.id)) {
    story.insert('crm_reengage_personal_keys', member, { by: batch.created_by, begins: PENDING });
    for (const { at, columns } of progressOf(member)) {
      story.afterwards(at, member.assigned_to, 'note what came of it', (player) =>
        player.update('crm_reengage_personal_keys', member, columns),
      );
    }
  }
  for (const day of demo.of('crm_reengage_batches_stats', 'batch_id', batch.id))
    story.insert('crm_reengage_batches_stats', day, { by: batch.assigned_to });
  if (batch.status === 'completed') {
    story.step(batch.updated_at, batch.created_by, 'batch → completed', (player) =>
      player.update('crm_reengaged_batches', batch, ['status']),
    );
  }
}

const PENDING: Readonly<Record<string, Value>> = {
  status: 'pending',
  contact_attempts: 0,
  last_contact_method: null,
  contacted_at: null,
  responded_at: null,
  converted_at: null,
  opted_out_at: null,
  conversion_value: null,
  converted_order_id: null,
  failure_reason: null,
  notes: null,
};

/** What is noted of a member of a batch, moment by moment; the last one brings the outcome. */
function progressOf(member: Row): readonly { at: Value; columns: readonly string[] }[] {
  const moments = ['contacted_at', 'responded_at', 'converted_at'].filter(
    (column) => member[column] !== null,
  );
  return moments.map((column, index) => ({
    at: member[column] as Value,
    columns:
      index === moments.length - 1
        ? Object.keys(PENDING)
        : index === 0
          ? [column, 'contact_attempts', 'last_contact_method']
          : [column],
  }));
}
