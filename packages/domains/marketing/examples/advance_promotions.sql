SELECT app.advance_promotions() >= 0 AS some_or_none;
