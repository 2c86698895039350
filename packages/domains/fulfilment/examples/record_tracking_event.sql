SELECT p.carrier, p.status AS before,
       app.record_tracking_event(p.carrier, 'example-15', p.tracking_number, 'delivered') IS NOT NULL AS recorded
FROM fulfilment_parcels p
WHERE p.status = 'in_transit' AND p.tracking_number IS NOT NULL
ORDER BY p.id LIMIT 1;
