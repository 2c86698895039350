SELECT app.normalize_contact(' Ada@Example.com ') AS email, app.normalize_contact('+44 7700 900123') AS phone;
