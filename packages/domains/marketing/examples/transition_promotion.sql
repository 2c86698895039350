SELECT p.id, p.name, p.status AS before, app.transition_promotion(p.id, 'paused') AS moved
FROM mkt_promotions p
WHERE p.status = 'active' AND p.deleted_at IS NULL
ORDER BY p.id LIMIT 1;
