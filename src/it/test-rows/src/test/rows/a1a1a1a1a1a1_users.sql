INSERT INTO users (id, name, phone) VALUES (1, 'Ann', '+1'), (2, 'Bob', NULL);
