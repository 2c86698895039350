SELECT m.id AS message, m.delivery_status AS before, app.record_message_delivery(m.id, 'read') AS moved
FROM omnichannel_message m
WHERE m.delivery_status IN ('sent', 'delivered')
ORDER BY m.id LIMIT 1;
