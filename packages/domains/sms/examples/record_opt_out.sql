SELECT c.phone, app.record_opt_out(c.phone, 'staff', 'Please no more texts.') AS recorded
FROM sms_contacts c
WHERE c.consent_status <> 'opted_out'
ORDER BY c.id LIMIT 1;
