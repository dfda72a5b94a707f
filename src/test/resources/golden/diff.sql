-- makes database 'app' as model com.example.Model says
-- left out: table public.old_things: surplus; it would lose the rows of table public.old_things
-- left out: column public.tenants.zone: surplus; it would lose the values of column public.tenants.zone

CREATE TABLE public.invoices (
    id bigint
);

ALTER TABLE public.tenants ALTER COLUMN id TYPE bigint USING id::text::bigint;

ALTER TABLE public.tenants ADD COLUMN time_zone text;

CREATE OR REPLACE VIEW public.active AS
 SELECT id
   FROM tenants;

