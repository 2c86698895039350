SELECT p.carrier, p.status AS before, app.confirm_parcel_delivery(p.id) AS arrived
FROM fulfilment_parcels p
ORDER BY p.status = 'delivered', p.id LIMIT 1;
