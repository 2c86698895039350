SELECT app.capture_lead('ada@example.com', 'website', '{"display_name": "Ada Example"}') IS NOT NULL AS captured;
