-- The schema on which the statements of locks-pg15.json were measured.
create function tf() returns trigger language plpgsql as 'begin return new; end';
create type mood as enum ('a', 'b');
create domain posint as int;
create sequence sq;

create table parent (id bigint primary key, code text unique);
create table child (
  id bigint primary key,
  parent_id bigint,
  n int,
  nn int not null default 0,
  ci int,
  i int,
  s varchar(10),
  t text,
  c char(5),
  num numeric(10, 2),
  ts timestamp,
  j json
);
alter table child add constraint fk_old foreign key (parent_id) references parent (id);
alter table child add constraint v_ck check (i is not null);
create index child_n on child (n);
create unique index child_id_u on child (id);
create trigger trg before insert on child for each row execute function tf();
create view v as select id, n from child;
create materialized view mv as select id from child;
create unique index mv_u on mv (id);

create table ident (id int);
create table dm (p posint);

create table part (id bigint, k int) partition by range (k);
create table part_1 partition of part for values from (0) to (10);
create table part_2 partition of part for values from (10) to (20);
create table part_def partition of part default;
create table newpart (id bigint, k int);
create table newpart_ck (id bigint, k int, check (k is not null and k >= 30 and k < 40));

-- rows begin
insert into parent values (1, 'a'), (2, 'b');
insert into child values (1, 1, 1, 1, 1, 1, 'a', 'a', 'a', 1, '2025-01-01', '{}');
insert into ident values (1);
insert into dm values (1);
insert into part values (1, 1), (2, 11);
-- rows end

alter table child add constraint nv_ck check (n is not null) not valid;
alter table child add constraint nv_fk foreign key (parent_id) references parent (id) not valid;
