-- revision: 2cda762b1208
-- down_revision: c2cccaea06af
-- message: add summary to content
-- created: 2026-02-17T15:45:00Z

-- saascore:upgrade
ALTER TABLE platform_content ADD COLUMN summary text;

COMMENT ON COLUMN platform_content.summary IS 'Shown in lists; the body''s beginning where it is null';

-- saascore:downgrade
ALTER TABLE platform_content DROP COLUMN summary;
