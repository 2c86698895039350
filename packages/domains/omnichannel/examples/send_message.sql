SELECT c.id AS conversation, app.send_message(c.id, 'Please call her back.', 'example-4', p_is_note => true) IS NOT NULL AS noted
FROM omnichannel_conversation c WHERE c.status = 'open' ORDER BY c.id LIMIT 1;
