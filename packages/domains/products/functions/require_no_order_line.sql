-- may execute: nobody
CREATE OR REPLACE FUNCTION app.require_no_order_line(p_source_key text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_source_key ~ '^order:[0-9]+/line:[0-9]+(/|$)' THEN
    RAISE EXCEPTION 'What is kept for an order line is handled by its order alone.'
      USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = format('It is kept for %s.', p_source_key),
      HINT = 'app.place_order and app.allocate_backorders keep pieces for an order, app.ship_order ships them, and cancelling it by app.transition_order gives them back.';
  END IF;
END
$$;

COMMENT ON FUNCTION app.require_no_order_line(text) IS
  'Raises 55000 for the key of a reservation that belongs to a line of an order: its figures are kept in step by the functions of orders.';
