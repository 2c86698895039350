SELECT k.id AS person, app.erase_person(k.id) AS erased
FROM crm_personal_keys k
WHERE k.erased_at IS NULL
ORDER BY k.id LIMIT 1;
