SELECT app.create_campaign('Spring', 'email', current_date, 'GBP', '{"budget": 500}', 'example-17') IS NOT NULL AS made;
