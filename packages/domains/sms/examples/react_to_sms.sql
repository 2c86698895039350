SELECT m.from_number, app.react_to_sms(m.id, 'emoji', '👍') AS stands
FROM sms_messages m
WHERE m.direction = 'inbound'
ORDER BY m.id LIMIT 1;
