-- revision: bbbb33334444
-- down_revision: aaaa11112222
-- message: users live elsewhere

-- saascore:upgrade
DROP TABLE "user";
