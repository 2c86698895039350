SELECT count(*) <= 2 AS not_more_than_asked FROM app.claim_sms('example-worker', 2) m;
