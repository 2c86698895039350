SELECT r.id, r.status AS before, app.moderate_review(r.id, 'approved') AS moved
FROM product_review r
WHERE r.status = 'pending'
ORDER BY r.id LIMIT 1;
