SELECT c.id AS contact, app.link_contact(c.id, (SELECT max(k.id) FROM crm_personal_keys k WHERE k.erased_at IS NULL)) AS linked
FROM omnichannel_contact c
WHERE c.personal_key_id IS NULL AND c.erased_at IS NULL
ORDER BY c.id LIMIT 1;
