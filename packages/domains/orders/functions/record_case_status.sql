CREATE OR REPLACE TRIGGER tr_order_items_after_sales_record_status AFTER UPDATE OF status ON public.order_items_after_sales
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION app.record_status('order_case_status_history', 'case_id', 'now');
-- Whoever imports cases as the owner or a service role brings their history along.
CREATE OR REPLACE TRIGGER tr_order_items_after_sales_record_first_status AFTER INSERT ON public.order_items_after_sales
  FOR EACH ROW WHEN (NOT pg_has_role(current_user, 'erp_service', 'MEMBER'))
  EXECUTE FUNCTION app.record_status('order_case_status_history', 'case_id', 'now');
