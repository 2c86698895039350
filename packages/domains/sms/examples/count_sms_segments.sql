SELECT t.body, app.count_sms_segments(t.body) AS segments
FROM (VALUES ('Your parcel arrives today.'), (repeat('A longer text. ', 12))) AS t (body);
