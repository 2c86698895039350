-- bars: Leads, and how far they came
-- A lead is counted at every status that it has or had. Those that were lost stand last.
SELECT s.status AS label, count(l.id) AS value
FROM unnest(ARRAY['new', 'contacted', 'qualified', 'converted', 'lost']) WITH ORDINALITY AS s (status, place)
LEFT JOIN crm_leads l ON s.status IN ('new', l.status)
  OR EXISTS (SELECT FROM crm_lead_status_history h WHERE h.lead_id = l.id AND h.to_status = s.status)
GROUP BY s.status, s.place ORDER BY s.place;
