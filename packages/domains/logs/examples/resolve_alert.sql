SELECT a.id, a.status AS before, app.resolve_alert(a.id, 'Ordered anew.') AS resolved
FROM alerts a
WHERE a.status = 'acknowledged'
ORDER BY a.id LIMIT 1;
