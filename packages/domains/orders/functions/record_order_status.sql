CREATE OR REPLACE FUNCTION app.record_order_status() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- Not before the step before, under the lock of the row: a transaction that began earlier may come later.
  INSERT INTO public.order_status_history (
    tenant_id, order_id, changed_at, from_status, to_status, changed_by, reason
  )
  VALUES (
    NEW.tenant_id, NEW.id,
    greatest(now(), (
      SELECT max(h.changed_at) FROM public.order_status_history h WHERE h.tenant_id = NEW.tenant_id AND h.order_id = NEW.id)),
    CASE TG_OP WHEN 'UPDATE' THEN OLD.status END, NEW.status,
    CASE WHEN NEW.tenant_id = app.current_tenant_id() THEN app.current_user_id() END, NEW.status_note
  );
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_orders_record_status AFTER UPDATE OF status ON public.orders
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.record_order_status();
-- Whoever imports orders as the owner or a service role brings their history along.
CREATE OR REPLACE TRIGGER tr_orders_record_first_status AFTER INSERT ON public.orders
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.record_order_status();

ALTER FUNCTION app.record_order_status() OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.record_order_status() FROM PUBLIC, anon, authenticated;

COMMENT ON FUNCTION app.record_order_status() IS
  'Trigger: writes each status of an order into its history, with who, when and why.';
