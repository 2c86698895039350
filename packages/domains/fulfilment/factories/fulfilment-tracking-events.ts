import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { wordsOf } from '@erp/kit/words';
import { saleCount } from '@erp/orders/demo';
import { carrierOf, MOST, shipmentsOf, trackingNumber } from '../demo/parcels.ts';
import { fulfilmentParcels } from './fulfilment-parcels.ts';
import '../tables.ts';

/** What carriers told of parcels. */
export const fulfilmentTrackingEvents = factory('fulfilment_tracking_events', {
  count: saleCount,
  story: shipmentsOf,
  most: MOST.parcels * MOST.events,
  rows: (shipments) =>
    shipments.flatMap(({ town, parcels }) =>
      parcels.flatMap((parcel) =>
        parcel.events.map((event) => ({
          event,
          town,
          parcel: fulfilmentParcels.id(parcel.shipment, parcel.index),
        })),
      ),
    ),
  parents: { parcel_id: () => fulfilmentParcels },
  cells: {
    parcel_id: ({ parcel }) => parcel,
    carrier: (_each, _draw, tenant) => carrierOf(tenant),
    event_id: ({ event, parcel }) => `${trackingNumber(parcel)}/${event.index + 1}`,
    tracking_number: ({ parcel }) => trackingNumber(parcel),
    status: ({ event }) => event.status,
    occurred_at: ({ event }) => time(event.at),
    // It goes by some other town to that of the address.
    location: ({ event, town }, draw, tenant) => {
      if (event.status === 'announced') return null;
      return event.status === 'in_transit' ? draw.pick(wordsOf(tenant).cities).name : town;
    },
    created_at: ({ event }) => time(event.at),
  },
});
