SELECT app.create_product('EXAMPLE-1', 'Example ring', 'GBP', '{"status": "publish", "retail_price": 50}') IS NOT NULL AS made;
