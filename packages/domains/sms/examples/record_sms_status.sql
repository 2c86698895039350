SELECT m.status AS before, app.record_sms_status(m.id, 'delivered') AS moved
FROM sms_messages m
WHERE m.status = 'sent'
ORDER BY m.id LIMIT 1;
