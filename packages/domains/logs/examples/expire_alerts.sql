SELECT app.expire_alerts(100) >= 0 AS some_or_none;
