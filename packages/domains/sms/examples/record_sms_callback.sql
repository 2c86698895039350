SELECT m.status AS before, app.record_sms_callback(m.provider, m.provider_message_sid, 'read') AS moved
FROM sms_messages m
WHERE m.status = 'delivered' AND m.provider_message_sid IS NOT NULL AND m.direction = 'outbound'
ORDER BY m.id LIMIT 1;
