import { finiteMoments, textLine } from '@erp/kit/input-checks';
import { code, createTenantTable, jsonObject, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What carriers tell of parcels, each event once. Rows are facts. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'fulfilment_tracking_events',
    { read: 'fulfilment.read', write: 'fulfilment.track', appendOnly: true },
    (table) => {
      table.comment('Something that a carrier told of a parcel. Never changed.');
      table.bigInteger('parcel_id').notNullable().comment('Parcel that it is about.');
      table.text('carrier').notNullable().comment('Code of the carrier that told it.');
      textLine(table, 'event_id', 255).notNullable().comment('Key of the event at the carrier.');
      textLine(table, 'tracking_number', 255).notNullable().comment('Number that the carrier named.');
      code(table, 'status', STATUSES).notNullable().comment('Where the parcel is.');
      table.timestamp('occurred_at', { useTz: true }).notNullable().comment('When it happened.');
      textLine(table, 'location', 300).comment('Where it happened, in the words of the carrier.');
      jsonObject(table, 'details').comment('What else the carrier said.');
      table.check(
        "carrier ~ '^[a-z][a-z0-9_]*$' AND char_length(carrier) <= 100",
        [],
        'ck_fulfilment_tracking_events_carrier',
      );
      finiteMoments(table, ['occurred_at', 'created_at']);
      table.unique(['tenant_id', 'carrier', 'event_id'], {
        indexName: 'uq_fulfilment_tracking_events_event_id',
      });
      table.index(
        ['tenant_id', 'parcel_id', 'occurred_at', 'id'],
        'ix_fulfilment_tracking_events_parcel_id_occurred_at',
      );
      tenantForeign(table, 'parcel_id', 'fulfilment_parcels', { index: false }).onDelete('CASCADE');
    },
  );
  // Recorded by app.record_tracking_event, which moves the parcel and its order along.
  await knex.raw('REVOKE INSERT ON fulfilment_tracking_events FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('fulfilment_tracking_events');
}

const STATUSES = [
  'announced',
  'in_transit',
  'out_for_delivery',
  'failed_attempt',
  'delivered',
  'returned_to_sender',
  'lost',
];
