SELECT app.next_occurrence('weekly', 1, '{1}', '09:00', 'Europe/London', '2026-01-01 12:00+00') AS monday;
