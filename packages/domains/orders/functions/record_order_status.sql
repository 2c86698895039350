CREATE OR REPLACE TRIGGER tr_orders_record_status AFTER UPDATE OF status ON public.orders
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION app.record_status('order_status_history', 'order_id', 'now');
-- Whoever imports orders as the owner or a service role brings their history along.
CREATE OR REPLACE TRIGGER tr_orders_record_first_status AFTER INSERT ON public.orders
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.record_status('order_status_history', 'order_id', 'now');
