SELECT c.phone, m.allowed, m.reason
FROM (SELECT phone FROM sms_contacts ORDER BY id LIMIT 3) c
CROSS JOIN LATERAL app.may_text(c.phone, '2026-11-02 10:00+00') m;
