SELECT c.id AS conversation, c.unread_count AS before, app.mark_sms_conversation_read(c.id) AS unread
FROM sms_meta_conversation c
ORDER BY c.unread_count DESC, c.id LIMIT 1;
