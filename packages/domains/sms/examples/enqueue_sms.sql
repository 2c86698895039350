SELECT c.phone, app.enqueue_sms(c.phone, 'Your ring is ready.', 'example-40') IS NOT NULL AS queued
FROM sms_contacts c CROSS JOIN LATERAL app.may_text(c.phone) m
WHERE m.allowed OR m.reason = 'quiet_hours'
ORDER BY c.id LIMIT 1;
