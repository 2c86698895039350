SELECT o.id AS draft, (SELECT count(*) FROM app.redeem_automatic_promotions(o.id)) AS given
FROM orders o
WHERE o.status = 'draft'
ORDER BY o.id LIMIT 1;
