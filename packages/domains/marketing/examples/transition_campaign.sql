SELECT c.id, c.status AS before, app.transition_campaign(c.id, 'cancelled', 'No budget.') AS moved
FROM mkt_campaigns c WHERE c.status IN ('draft', 'planning') ORDER BY c.id LIMIT 1;
