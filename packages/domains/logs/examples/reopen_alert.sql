SELECT a.severity, app.reopen_alert(a.id, 'It is back.') AS reopened
FROM alerts a
WHERE a.status = 'resolved'
  AND NOT EXISTS (SELECT FROM alerts o WHERE o.status <> 'resolved' AND o.alert_key_id = a.alert_key_id)
ORDER BY a.id LIMIT 1;
