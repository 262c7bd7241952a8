// Billing: the plan in force becomes a function of dates, subscriptions, invoices that are frozen and have no gap.
import { sql, type Kysely } from 'kysely'

const billing = `
-- What was agreed; what takes its place from a moment on; and from when on an invoice that is not paid takes it away.
alter table account rename column plan to agreed_plan;
alter table account add column plan_until timestamptz;
alter table account add column plan_after text check (plan_after in ('free', 'paid', 'enterprise'));
alter table account add column lapses_at timestamptz;
alter table account add check ((plan_until is null) = (plan_after is null));
alter table history.account rename column plan to agreed_plan;
alter table history.account add column plan_until timestamptz;
alter table history.account add column plan_after text;
alter table history.account add column lapses_at timestamptz;

-- The plan in force, read as if it were a column: "account.plan". Nothing can write it, and no job has to run for it.
create function plan(a account) returns text language sql volatile as $$
  select case
    when a.lapses_at <= moment() then 'free'
    when a.plan_until <= moment() then a.plan_after
    else a.agreed_plan
  end
$$;

-- What is paid for (packages/domain, subscription.ts); the plans themselves stand in the account. Without a row the plan
-- was set by the operator, or at set-up, and nobody pays for it. Money in cents.
create table subscription (
  account_id uuid primary key references account,
  term text not null check (term in ('month', 'year')),
  price bigint not null check (price >= 0),
  currency text not null,
  anchor_at timestamptz not null,
  from_month int not null,
  invoiced_months int not null,
  next_month int,
  next_term text check (next_term in ('month', 'year')),
  next_price bigint check (next_price >= 0)
);

-- Whom invoices are for.
create table billing_details (
  account_id uuid primary key references account,
  name text not null,
  address text not null,
  tax_id text not null,
  email text not null
);

-- The last number that was given; its row is locked until the invoice that took it is there.
create table invoice_number (
  one boolean primary key default true check (one),
  last int not null
);
insert into invoice_number (last) values (0);

create table invoice (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  number int not null unique check (number > 0),
  kind text not null check (kind in ('period', 'upgrade')),
  period_from timestamptz not null,
  period_until timestamptz not null,
  issued_at timestamptz not null,
  due_at timestamptz not null,
  lapses_at timestamptz,
  paid_at timestamptz,
  currency text not null,
  lines jsonb not null,
  net bigint not null,
  tax_rate int not null,
  tax bigint not null,
  total bigint not null check (total = net + tax),
  billed_to jsonb not null,
  seller jsonb not null,
  unique (account_id, id),
  -- One period is invoiced once, however often the job runs.
  unique (account_id, kind, period_from)
);
create index on invoice (account_id, number desc);
create index on invoice (due_at) where paid_at is null;

-- An invoice that was issued stays as it is; only that it was paid comes to it, once.
create function keep_invoice() returns trigger language plpgsql as $$ begin
  if tg_op = 'UPDATE' and old.paid_at is null
    and to_jsonb(old) - 'paid_at' - 'lapses_at' = to_jsonb(new) - 'paid_at' - 'lapses_at' then return new; end if;
  raise exception 'an invoice that was issued stays as it is';
end $$;
create trigger keep_invoice before update or delete on invoice for each row execute function keep_invoice();
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(billing).execute(db)
}
