SELECT app.require_one_permission('orders.read', 'orders.write') IS NOT NULL AS passes;
