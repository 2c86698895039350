SELECT c.id AS conversation, c.state AS before, app.transition_sms_conversation(c.id, 'closed') AS moved
FROM sms_meta_conversation c
WHERE c.state = 'open'
ORDER BY c.id LIMIT 1;
