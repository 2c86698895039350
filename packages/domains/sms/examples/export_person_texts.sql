SELECT t.said
FROM jsonb_array_elements(app.export_person_texts((SELECT min(personal_key_id) FROM sms_contacts))) AS c
CROSS JOIN LATERAL jsonb_object_keys(c) AS t (said)
ORDER BY t.said;
