SELECT app.create_promotion('A tenth off', 'discount', p.currency_code, '2030-01-01',
  '{"discount_type": "percentage", "discount_percent": 10}', '{"is_auto_apply": true}', 'example-38') IS NOT NULL AS drafted
FROM mkt_promotions p
ORDER BY p.id LIMIT 1;
