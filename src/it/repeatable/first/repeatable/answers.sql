CREATE OR REPLACE VIEW answers AS SELECT 41 AS answer FROM (SELECT count(*) FROM notes) n;
