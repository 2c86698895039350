CREATE OR REPLACE TRIGGER tr_orders_guard_status BEFORE UPDATE OF status ON public.orders
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION app.guard_status(
    'an order', 'order_transition_allowed', 'Call app.place_order or app.transition_order, which also write the history.'
  );
