-- revision: bbbb33334444
-- down_revision: aaaa11112222
-- message: users live elsewhere

-- saascore:upgrade foreign_keys=suspend
DROP TABLE "user";
