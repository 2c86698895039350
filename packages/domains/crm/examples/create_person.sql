SELECT app.create_person('[{"contact": "ada@example.com"}]', '{"display_name": "Ada Example"}') IS NOT NULL AS made;
