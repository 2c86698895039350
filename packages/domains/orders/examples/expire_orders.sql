SELECT app.expire_orders(100) >= 0 AS some_or_none;
