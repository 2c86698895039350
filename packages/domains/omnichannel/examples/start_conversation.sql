SELECT c.id AS contact, app.start_conversation(c.id, 'A repair') IS NOT NULL AS started
FROM omnichannel_contact c ORDER BY c.id LIMIT 1;
