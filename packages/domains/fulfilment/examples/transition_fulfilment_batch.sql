WITH batch AS (
  INSERT INTO fulfilment_batches (name, ship_date) VALUES ('The van of the morning', current_date) RETURNING id, name
)
SELECT b.name, app.transition_fulfilment_batch(b.id, 'processing') AS moved FROM batch b;
