SELECT m.dropped_id AS dropped, app.resolve_person(m.dropped_id) AS today
FROM crm_person_merges m
ORDER BY m.id LIMIT 3;
