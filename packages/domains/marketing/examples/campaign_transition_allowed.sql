SELECT s.status, app.campaign_transition_allowed('draft', s.status) AS allowed
FROM unnest(ARRAY['planning', 'in_progress', 'cancelled']) AS s (status);
