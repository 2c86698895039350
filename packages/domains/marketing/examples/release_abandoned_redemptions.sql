SELECT app.release_abandoned_redemptions('30 days') >= 0 AS some_or_none;
