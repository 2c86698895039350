SELECT k.kept, k.dropped, app.merge_persons(k.kept, k.dropped) = k.kept AS merged
FROM (SELECT min(id) AS kept, max(id) AS dropped FROM crm_personal_keys WHERE erased_at IS NULL) k;
