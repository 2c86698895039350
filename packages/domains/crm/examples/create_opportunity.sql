SELECT k.id AS person,
       app.create_opportunity(k.id, '{"estimated_value": 250, "currency_code": "GBP"}', 'example-11') IS NOT NULL AS made
FROM crm_personal_keys k
ORDER BY k.id LIMIT 1;
