SELECT c.id AS conversation, app.assign_conversation(c.id, app.current_user_id()) AS assigned
FROM omnichannel_conversation c
WHERE c.status = 'open' AND c.assigned_to IS DISTINCT FROM app.current_user_id()
ORDER BY c.id LIMIT 1;
