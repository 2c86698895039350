SELECT k.key, app.raise_alert(k.key, 'orders', 1, '{}', 'high') IS NOT NULL AS raised
FROM alert_keys k ORDER BY k.id LIMIT 1;
