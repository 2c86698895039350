SELECT m.id AS message, app.react_to_message(m.id, '👍') AS reacted
FROM omnichannel_message m
WHERE m.sender_type = 'user'
ORDER BY m.id LIMIT 1;
