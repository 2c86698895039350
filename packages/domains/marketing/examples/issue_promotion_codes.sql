SELECT p.name, count(c.code) AS codes
FROM (SELECT id, name FROM mkt_promotions WHERE deleted_at IS NULL ORDER BY id LIMIT 1) p
CROSS JOIN LATERAL app.issue_promotion_codes(p.id, 3, 'ADA') AS c (code)
GROUP BY p.name;
