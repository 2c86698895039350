SELECT app.names_secret('api_key') AS api_key, app.names_secret('color') AS color;
