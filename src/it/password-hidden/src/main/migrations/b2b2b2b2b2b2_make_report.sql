-- revision: b2b2b2b2b2b2
-- down_revision: a1a1a1a1a1a1
-- saascore:upgrade
CREATE ROLE report LOGIN PASSWORD
  'typed-secret';
ALTER ROLE nobody_like_it PASSWORD 'typed-secret';
