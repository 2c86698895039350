SELECT app.claimed_account() AS account
FROM set_config('request.jwt.claims', '{"sub": "7d2a3c1e-0000-4000-8000-000000000001"}', true);
