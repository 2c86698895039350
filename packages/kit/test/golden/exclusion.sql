ALTER TABLE visits ADD CONSTRAINT ex_visits_room_id_time EXCLUDE USING gist (tenant_id WITH =, room_id WITH =, tstzrange(start_time, end_time) WITH &&) WHERE (status IN ('confirmed', 'completed')) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE rents ADD CONSTRAINT ex_rents_days EXCLUDE USING gist (tenant_id WITH =, daterange(start_day, end_day) WITH &&);
ALTER TABLE visits DROP CONSTRAINT ex_visits_room_id_time;
