SELECT app.require_allowed('orders', 'status', 'draft') IS NOT NULL AS passes;
