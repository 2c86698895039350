SELECT n.phone_number AS to, app.receive_sms('twilio', 'example-41', c.phone, n.phone_number, 'Thank you!') IS NOT NULL AS received
FROM sms_sender_phone_numbers n CROSS JOIN sms_contacts c
WHERE n.is_primary
ORDER BY n.id, c.id LIMIT 1;
