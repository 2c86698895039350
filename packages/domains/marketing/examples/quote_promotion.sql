SELECT c.code, app.quote_promotion(o.id, c.code) - 'lines' AS quote
FROM (SELECT id FROM orders WHERE status = 'draft' ORDER BY id LIMIT 1) o,
  (SELECT c.id, c.code FROM mkt_promotion_codes c JOIN mkt_promotions p ON p.id = c.promotion_id
   WHERE p.status = 'active' AND c.customer_id IS NULL) c
ORDER BY c.id LIMIT 1;
