-- columns: Conversations by the time to the first answer
-- From the first message of the customer to the first of the staff.
SELECT b.name AS label, count(c.id) AS value
FROM (VALUES ('5 min', 0, 300), ('15 min', 300, 900), ('1 h', 900, 3600), ('4 h', 3600, 14400), ('12 h', 14400, 43200),
  ('1 day', 43200, 86400), ('later', 86400, 2147483647)) AS b (name, above, within)
LEFT JOIN omnichannel_conversation c
  ON c.first_response_seconds >= b.above AND c.first_response_seconds < b.within
GROUP BY b.name, b.above ORDER BY b.above;
