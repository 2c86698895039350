DO $input$
DECLARE
  v_name text;
  v_query text;
  v_count bigint;
  v_found text := '';
BEGIN
  IF EXISTS (SELECT FROM public.offers WHERE NOT ((char_length(name) <= 200 AND name !~ '[\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]' AND name ~ '[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]') AND (char_length(remark) <= 300 AND remark !~ '[\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]') AND (terms ~ '[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]') AND ((status = 'withdrawn') IS NOT TRUE OR reason ~ '[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]') AND (char_length(code) <= 100) AND (isfinite(valid_until) AND isfinite(created_at)) AND (strpos('AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL', currency_code) > 0))) THEN
    FOR v_name, v_query IN VALUES
      ('ck_offers_name_line', 'public.offers WHERE NOT (char_length(name) <= 200 AND name !~ ''[\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]'' AND name ~ ''[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]'')'),
      ('ck_offers_remark_line', 'public.offers WHERE NOT (char_length(remark) <= 300 AND remark !~ ''[\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]'')'),
      ('ck_offers_terms_words', 'public.offers WHERE NOT (terms ~ ''[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]'')'),
      ('ck_offers_reason_words', 'public.offers WHERE NOT ((status = ''withdrawn'') IS NOT TRUE OR reason ~ ''[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]'')'),
      ('ck_offers_code_length', 'public.offers WHERE NOT (char_length(code) <= 100)'),
      ('ck_offers_finite', 'public.offers WHERE NOT (isfinite(valid_until) AND isfinite(created_at))'),
      ('ck_offers_currency_code_known', 'public.offers WHERE NOT (strpos(''AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL'', currency_code) > 0)')
    LOOP
      EXECUTE 'SELECT count(*) FROM ' || v_query INTO v_count;
      IF v_count > 0 THEN
        v_found := v_found || format(E'%s: %s rows, SELECT * FROM %s\n', v_name, v_count, v_query);
      END IF;
    END LOOP;
  END IF;
  IF EXISTS (SELECT FROM public.bids WHERE NOT ((isfinite(created_at)))) THEN
    FOR v_name, v_query IN VALUES
      ('ck_bids_finite', 'public.bids WHERE NOT (isfinite(created_at))')
    LOOP
      EXECUTE 'SELECT count(*) FROM ' || v_query INTO v_count;
      IF v_count > 0 THEN
        v_found := v_found || format(E'%s: %s rows, SELECT * FROM %s\n', v_name, v_count, v_query);
      END IF;
    END LOOP;
  END IF;
  IF v_found <> '' THEN
    RAISE EXCEPTION 'Rows are there that new checks refuse.'
      USING ERRCODE = 'check_violation', DETAIL = v_found,
      HINT = 'Correct what these queries show, then migrate again; nothing was changed.';
  END IF;
END
$input$;
ALTER TABLE offers
  ADD CONSTRAINT ck_offers_name_line CHECK (char_length(name) <= 200 AND name !~ '[\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]' AND name ~ '[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]'),
  ADD CONSTRAINT ck_offers_remark_line CHECK (char_length(remark) <= 300 AND remark !~ '[\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]'),
  ADD CONSTRAINT ck_offers_terms_words CHECK (terms ~ '[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]'),
  ADD CONSTRAINT ck_offers_reason_words CHECK ((status = 'withdrawn') IS NOT TRUE OR reason ~ '[^ \u00A0\u00AD\u1680\u180E\u2000-\u200F\u202F\u205F-\u2065\u3000\uFEFF\u0001-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]'),
  ADD CONSTRAINT ck_offers_code_length CHECK (char_length(code) <= 100),
  ADD CONSTRAINT ck_offers_finite CHECK (isfinite(valid_until) AND isfinite(created_at)),
  ADD CONSTRAINT ck_offers_currency_code_known CHECK (strpos('AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL', currency_code) > 0);
ALTER TABLE bids
  ADD CONSTRAINT ck_bids_finite CHECK (isfinite(created_at));
ALTER TABLE offers
  DROP CONSTRAINT ck_offers_name_line,
  DROP CONSTRAINT ck_offers_remark_line,
  DROP CONSTRAINT ck_offers_terms_words,
  DROP CONSTRAINT ck_offers_reason_words,
  DROP CONSTRAINT ck_offers_code_length,
  DROP CONSTRAINT ck_offers_finite,
  DROP CONSTRAINT ck_offers_currency_code_known;
ALTER TABLE bids
  DROP CONSTRAINT ck_bids_finite;
