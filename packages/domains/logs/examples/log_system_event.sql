SELECT app.log_system_event('sync', 'product', NULL, '{"changed": 12, "api_key": "secret"}') IS NOT NULL AS logged;
