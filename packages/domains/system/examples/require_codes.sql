SELECT app.require_codes('orders', '{"status": "draft", "customer_notes": "Ring twice."}') IS NOT NULL AS passes;
