import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

testInvariants(definition, {
  inbound_is_ordered: 'UPDATE stock SET inbound = inbound + 1 WHERE inbound > 0',
  received_is_receipts: 'DELETE FROM goods_receipt_lines WHERE id = 3',
  receipts_are_booked: 'UPDATE goods_receipt_lines SET stock_movement_id = NULL WHERE id = 3',
  bought_goods_were_ordered: 'DELETE FROM goods_receipt_lines WHERE id = 3',
  purchase_order_is_its_lines:
    "UPDATE purchase_orders SET status = 'closed' WHERE status = 'partially_received'",
  purchase_order_history_complete: "DELETE FROM purchase_order_status_history WHERE to_status = 'ordered'",
  purchase_timeline:
    "UPDATE purchase_orders SET ordered_at = ordered_at + interval '20 days' WHERE status = 'received'",
  shipped_is_shipments: 'UPDATE fulfilment_shipment_lines SET quantity = quantity + 1 WHERE id < 100',
  shipped_order_has_shipments: 'DELETE FROM fulfilment_shipments WHERE id BETWEEN 50 AND 99',
  parcels_hold_something: 'DELETE FROM fulfilment_shipment_lines WHERE id < 100',
  shipment_is_its_parcels: `
    UPDATE fulfilment_parcels SET status = 'lost', delivered_at = NULL WHERE id < 100 AND status = 'delivered'`,
  parcel_is_where_told: `
    UPDATE fulfilment_parcels SET status = 'packed', delivered_at = NULL WHERE id < 100 AND status = 'delivered'`,
  nothing_arrives_before_it_left:
    "UPDATE fulfilment_parcels SET delivered_at = '2001-01-01' WHERE delivered_at IS NOT NULL",
  shipment_history_complete: "DELETE FROM fulfilment_shipment_status_history WHERE to_status = 'delivered'",
  batch_history_complete: "DELETE FROM fulfilment_batch_status_history WHERE to_status = 'processing'",
  batches_hold_shipments: 'UPDATE fulfilment_shipments SET batch_id = NULL',
  returns_are_their_case: 'UPDATE fulfilment_returns SET quantity = quantity + 1',
  restocked_pieces_are_booked: 'UPDATE fulfilment_returns SET stock_movement_id = NULL',
  bought_at_work: "UPDATE purchase_order_status_history SET changed_at = changed_at + interval '12 hours'",
  papers_numbered_in_time: `
    UPDATE fulfilment_shipments SET shipment_number = 'A-1' WHERE id = (SELECT max(id) FROM fulfilment_shipments)`,
  parcel_arrives_where_it_was_sent:
    "UPDATE fulfilment_tracking_events SET location = 'Elsewhere' WHERE status = 'delivered'",
});
