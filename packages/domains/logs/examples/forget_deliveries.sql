SELECT app.forget_deliveries('90 days') >= 0 AS some_or_none;
