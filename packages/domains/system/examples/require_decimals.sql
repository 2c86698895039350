SELECT app.require_decimals('price', 12.50, 2) IS NOT NULL AS passes;
