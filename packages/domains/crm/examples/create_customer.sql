SELECT app.create_customer(app.create_person('[{"contact": "ada@example.com"}]'), '{"source": "fair"}') IS NOT NULL AS made;
