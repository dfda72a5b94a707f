-- The server cuts names at 63 bytes; what comes behind has to fit as well.
    stem := concat_ws('_', item.relname, item.field);
    stem := concat(left(stem, CASE WHEN octet_length(stem) = length(stem) THEN 40 ELSE 10 END), '_',
                   left(regexp_replace(${revision}, '[^A-Za-z0-9_]', '_', 'g'), 12));
    target := stem;
    number := 1;
    WHILE to_regclass(format('${trash}.%I', target)) IS NOT NULL LOOP
      number := number + 1;
      target := stem || '_' || number;
    END LOOP;
