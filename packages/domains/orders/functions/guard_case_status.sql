CREATE OR REPLACE TRIGGER tr_order_items_after_sales_guard_status BEFORE UPDATE OF status ON public.order_items_after_sales
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.guard_status(
    'a case', 'case_transition_allowed', 'Call app.transition_case or app.refund_case, which also write the history.'
  );
