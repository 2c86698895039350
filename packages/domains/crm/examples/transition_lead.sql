SELECT l.id, l.status AS before, app.transition_lead(l.id, 'qualified', 'Wants an offer.') AS moved
FROM crm_leads l WHERE l.status = 'contacted' ORDER BY l.id LIMIT 1;
