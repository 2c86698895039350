SELECT c.phone, app.link_sms_contact(c.id, (SELECT max(k.id) FROM crm_personal_keys k WHERE k.erased_at IS NULL)) AS linked
FROM sms_contacts c
WHERE c.erased_at IS NULL
ORDER BY c.id LIMIT 1;
