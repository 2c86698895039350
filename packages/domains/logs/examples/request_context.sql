SELECT c.request_id, c.ip_address, c.user_agent
FROM set_config('app.request_id', 'example-1', true) AS request,
  set_config('app.client_ip', '192.0.2.7', true) AS address,
  LATERAL (SELECT * FROM app.request_context() WHERE request <> '' AND address <> '') c;
