-- Runs as whoever updates, so that current_user tells a function of this domain from everybody else.
CREATE OR REPLACE FUNCTION app.guard_order_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF current_user <> 'erp_definer' THEN
    RAISE EXCEPTION 'The status of an order is not changed by hand.'
      USING ERRCODE = 'insufficient_privilege',
      HINT = 'Call app.place_order or app.transition_order, which also write the history.';
  END IF;
  IF NOT app.order_transition_allowed(OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'An order cannot go from % to %.', OLD.status, NEW.status
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'app.order_transition_allowed lists the paths of an order.';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER tr_orders_guard_status BEFORE UPDATE OF status ON public.orders
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.guard_order_status();

ALTER FUNCTION app.guard_order_status() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.guard_order_status() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.guard_order_status() IS
  'Trigger: the status of an order changes only inside the functions of this domain and along allowed paths, whoever asks.';
