SELECT m.to_number, app.cancel_sms(m.id) AS withdrawn
FROM sms_messages m
WHERE m.status = 'queued'
ORDER BY m.id LIMIT 1;
