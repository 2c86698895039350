SELECT p.carrier, p.status AS before,
       app.record_tracking_event(p.carrier, 'example-15', p.tracking_number, 'delivered') IS NOT NULL AS recorded
FROM fulfilment_parcels p
WHERE p.tracking_number IS NOT NULL
ORDER BY p.status = 'delivered', p.id LIMIT 1;
