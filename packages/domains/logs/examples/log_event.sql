SELECT app.log_event('export', 'product', 1, '{"pages": 2}') IS NOT NULL AS logged;
