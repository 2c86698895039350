SELECT app.redact_secrets('{"user": "ada", "password": "secret"}') AS kept;
