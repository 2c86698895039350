SELECT app.require_at_most('lines', 12, 1000) IS NOT NULL AS passes;
