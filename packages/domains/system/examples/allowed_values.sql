SELECT unnest(app.allowed_values('sys_stores', 'status')) AS status;
