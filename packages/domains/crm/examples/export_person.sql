SELECT e.name AS said_of_the_person
FROM crm_personal_keys k CROSS JOIN LATERAL jsonb_object_keys(app.export_person(k.id)) AS e (name)
WHERE k.id = (SELECT min(personal_key_id) FROM crm_customers)
ORDER BY e.name;
