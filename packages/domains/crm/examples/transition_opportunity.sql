SELECT p.id, p.stage AS before, app.transition_opportunity(p.id, 'proposal', 'Wants it in gold.') AS moved
FROM crm_potential p
WHERE p.stage = 'qualification'
ORDER BY p.id LIMIT 1;
