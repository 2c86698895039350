SELECT m.to_number, m.claimed_by AS worker, app.release_sms(m.id, m.claimed_by, p_error_code => 'busy') AS put_back
FROM sms_messages m
WHERE m.status = 'sending'
ORDER BY m.id LIMIT 1;
