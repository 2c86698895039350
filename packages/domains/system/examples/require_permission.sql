SELECT app.require_permission('orders.write') IS NOT NULL AS passes;
