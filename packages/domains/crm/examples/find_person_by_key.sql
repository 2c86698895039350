SELECT f.state
FROM crm_personal_keys k CROSS JOIN app.find_person_by_key(k.external_key) f
WHERE k.external_key IS NOT NULL
ORDER BY k.id LIMIT 1;
