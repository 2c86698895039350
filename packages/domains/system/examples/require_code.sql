SELECT app.require_code('customer rank', 'gold') IS NOT NULL AS passes;
