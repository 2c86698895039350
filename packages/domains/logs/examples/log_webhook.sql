SELECT app.log_webhook('in', 'https://shop.example.com/orders', 'shop', '{"order": 12}', '{"ok": true}', 200) IS NOT NULL AS logged;
