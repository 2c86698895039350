SELECT c.id AS conversation, c.unread_count AS before, app.mark_conversation_read(c.id) AS unread
FROM omnichannel_conversation c
WHERE c.unread_count > 0
ORDER BY c.id LIMIT 1;
