SELECT c.id, c.status AS before, app.transition_conversation(c.id, 'resolved', 'Answered.') AS moved
FROM omnichannel_conversation c WHERE c.status = 'open' ORDER BY c.id LIMIT 1;
