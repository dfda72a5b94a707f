target := left(concat_ws('_', item.relname, item.field), 44) || '_' || left(${revision}, 12);
    number := 1;
    WHILE to_regclass(format('${trash}.%I', target)) IS NOT NULL LOOP
      number := number + 1;
      target := left(concat_ws('_', item.relname, item.field), 40) || '_' || left(${revision}, 12)
                  || '_' || number;
    END LOOP;
