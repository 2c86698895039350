SELECT p.name, app.quote_promotion(o.id, p_promotion_id => p.id) AS quote
FROM (SELECT id FROM orders WHERE status = 'draft' ORDER BY id LIMIT 1) o,
  (SELECT id, name FROM mkt_promotions WHERE status = 'active' ORDER BY id LIMIT 2) p;
