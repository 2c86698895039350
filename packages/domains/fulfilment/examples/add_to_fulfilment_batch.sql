WITH batch AS (
  INSERT INTO fulfilment_batches (name, ship_date) VALUES ('The van of the morning', current_date) RETURNING id, name
)
SELECT b.name, app.add_to_fulfilment_batch(b.id, ARRAY(SELECT s.id FROM fulfilment_shipments s WHERE s.batch_id IS NULL ORDER BY s.id LIMIT 2)) AS added
FROM batch b;
