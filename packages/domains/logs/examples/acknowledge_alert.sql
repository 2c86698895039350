SELECT a.id, app.acknowledge_alert(a.id) AS acknowledged
FROM alerts a WHERE a.status = 'open' ORDER BY a.id LIMIT 1;
