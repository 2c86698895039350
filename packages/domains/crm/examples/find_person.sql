SELECT p.contact_type, p.is_verified, p.is_primary
FROM app.find_person((SELECT contact_value FROM crm_personal_contacts WHERE contact_type = 'email' ORDER BY id LIMIT 1)) p;
