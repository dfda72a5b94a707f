CREATE OR REPLACE VIEW answers AS SELECT 42 AS answer FROM (SELECT count(*) FROM notes) n;
