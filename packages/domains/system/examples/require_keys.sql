SELECT app.require_keys('details of a gift', '{"note": "For Ada."}', 'note', 'wrapping') IS NOT NULL AS passes;
