SELECT c ->> 'status' AS conversation, jsonb_array_length(c -> 'messages') AS messages
FROM jsonb_array_elements(app.export_person_messages((SELECT min(personal_key_id) FROM omnichannel_contact))) AS c
ORDER BY (c ->> 'id')::bigint LIMIT 3;
