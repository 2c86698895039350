SELECT s.status, app.order_transition_allowed('confirmed', s.status) AS allowed
FROM unnest(ARRAY['processing', 'on_hold', 'shipped']) AS s (status);
