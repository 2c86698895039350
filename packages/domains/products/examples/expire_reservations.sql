SELECT app.expire_reservations(100) >= 0 AS some_or_none;
