SELECT k.id AS person, app.add_contact(k.id, 'ada@example.com', '{"is_verified": true}') IS NOT NULL AS added
FROM crm_personal_keys k
WHERE k.erased_at IS NULL
ORDER BY k.id LIMIT 1;
