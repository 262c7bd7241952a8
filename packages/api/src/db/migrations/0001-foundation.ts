// The first schema: time and locks as functions, sign-in tables, accounts and their people, the chain of entries,
// and the history that triggers keep of every row that decides access (design: "the past is kept from the first day").
import { sql, type Kysely } from 'kysely'

const foundation = `
-- The one source of time. Tests redefine it in their own clone.
create function moment() returns timestamptz language sql volatile as $$ select clock_timestamp() $$;

-- Rights are used under the shared lock and changed under the exclusive one. Always a statement of its own: what is
-- read in the statement that waits was seen before the wait. Tests redefine it to show that a race needs it.
create function lock_chain(chain text, exclusive boolean) returns void language plpgsql as $$ begin
  if exclusive then perform pg_advisory_xact_lock(hashtextextended(chain, 0));
  else perform pg_advisory_xact_lock_shared(hashtextextended(chain, 0)); end if;
end $$;

create schema history;
-- Copies the row that an update or delete closes into history.<table>, with the period in which it was true.
create function keep_history() returns trigger language plpgsql as $$
declare closing timestamptz := moment();
begin
  if tg_op = 'UPDATE' and old is not distinct from new then return new; end if;
  execute format('insert into history.%I select * from jsonb_populate_record(null::history.%I, $1)', tg_table_name, tg_table_name)
    using to_jsonb(old) || jsonb_build_object('valid_until', closing);
  if tg_op = 'UPDATE' then new.valid_from := closing; return new; end if;
  return old;
end $$;
-- Gives a table with a column valid_from its history. A later migration that adds a column adds it to both.
create function keep_history_of(tab text) returns void language plpgsql as $$ begin
  execute format('create table history.%I (like public.%I, valid_until timestamptz not null)', tab, tab);
  execute format('create index on history.%I (id, valid_until)', tab);
  execute format('create trigger keep_history before update or delete on public.%I for each row execute function keep_history()', tab);
end $$;

-- The installation: one row.
create table house (
  one boolean primary key default true check (one),
  key_check text not null,
  set_up_at timestamptz
);

create table account (
  id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  plan text not null check (plan in ('free', 'paid', 'enterprise')),
  limits jsonb not null default '{}',
  created_at timestamptz not null default moment(),
  valid_from timestamptz not null default moment()
);
select keep_history_of('account');

-- A person with one sign-in across accounts. An unproven address lives in its home account alone.
create table "user" (
  id uuid primary key default uuidv7(),
  email text not null,
  email_key text not null unique,
  name text not null,
  password_hash text,
  address_proven_at timestamptz,
  home_account_id uuid references account,
  created_at timestamptz not null default moment(),
  erased_at timestamptz
);

create table session (
  id uuid primary key default uuidv7(),
  user_id uuid not null references "user" on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null default moment(),
  password_at timestamptz not null default moment(),
  last_active_at timestamptz not null default moment(),
  ip text not null,
  user_agent text not null
);
create index on session (user_id);

create table member (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  user_id uuid not null references "user",
  role text not null check (role in ('account_admin', 'developer', 'library_full', 'library_view', 'library_restricted', 'finance')),
  status text not null check (status in ('active', 'suspended')),
  ends_at timestamptz,
  presence_ended_at timestamptz,
  joined_at timestamptz not null default moment(),
  valid_from timestamptz not null default moment(),
  unique (account_id, id),
  unique (account_id, user_id)
);
create index on member (user_id);
select keep_history_of('member');

-- Where and when a session was last active in an account: what an administrator may see of a member's devices.
create table presence (
  session_id uuid not null references session on delete cascade,
  account_id uuid not null,
  member_id uuid not null,
  user_agent text not null,
  entered_at timestamptz not null default moment(),
  last_active_at timestamptz not null default moment(),
  primary key (session_id, member_id),
  foreign key (account_id, member_id) references member (account_id, id) on delete cascade
);
create index on presence (account_id, member_id);

create table invitation (
  id uuid primary key default uuidv7(),
  account_id uuid not null references account,
  email text not null,
  email_key text not null,
  name text,
  role text not null check (role in ('account_admin', 'developer', 'library_full', 'library_view', 'library_restricted', 'finance')),
  ends_at timestamptz,
  status text not null default 'pending' check (status in ('pending', 'accepted', 'revoked')),
  invited_by uuid,
  created_at timestamptz not null default moment(),
  sent_at timestamptz not null default moment(),
  expires_at timestamptz not null,
  valid_from timestamptz not null default moment(),
  unique (account_id, id)
);
create unique index one_pending_invitation on invitation (account_id, email_key) where status = 'pending';
select keep_history_of('invitation');

-- One-time secrets, by purpose and hash: the link itself is kept nowhere. mailed: it went out by mail, so opening it
-- proves the address; a copied link proves nothing.
create table secret (
  id uuid primary key default uuidv7(),
  purpose text not null check (purpose in ('set_up', 'invitation', 'reset', 'email_old', 'email_new', 'rescue')),
  hash bytea not null unique,
  account_id uuid,
  invitation_id uuid,
  user_id uuid references "user" on delete cascade,
  email text,
  mailed boolean not null,
  created_at timestamptz not null default moment(),
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (account_id, invitation_id) references invitation (account_id, id)
);
create index on secret (invitation_id);
create index on secret (user_id);

-- A change of e-mail waits here until both sides confirmed it.
create table email_change (
  user_id uuid primary key references "user" on delete cascade,
  email text not null,
  email_key text not null,
  old_confirmed_at timestamptz,
  new_confirmed_at timestamptz,
  expires_at timestamptz not null
);

-- What people ask of the operator.
create table request (
  id uuid primary key default uuidv7(),
  number bigint generated always as identity unique,
  account_id uuid not null references account,
  limit_name text not null,
  wanted int not null,
  words text not null,
  made_by uuid,
  made_at timestamptz not null default moment(),
  answer text,
  granted boolean,
  answered_at timestamptz,
  unique (account_id, id)
);

-- Every mail as an act: its id is its Message-ID. What it says is made when it is sent, links included.
-- once: the name of what is mailed one single time, however often it is asked for.
create table mail (
  id uuid primary key default uuidv7(),
  account_id uuid references account,
  template text not null,
  email text not null,
  about jsonb not null,
  once text unique,
  invitation_id uuid generated always as ((about ->> 'invitationId')::uuid) stored,
  state text not null default 'queued' check (state in ('queued', 'sent', 'written', 'failed', 'dropped')),
  error text,
  created_at timestamptz not null default moment(),
  done_at timestamptz
);
create index on mail (account_id, created_at);

-- The chain: what was MACed, as the very text (rules §7). One chain for the house, each user and each account.
create table audit_entry (
  chain text not null,
  seq bigint not null,
  id uuid not null unique,
  at timestamptz not null,
  body text not null,
  mac bytea not null,
  what text not null generated always as (body::jsonb ->> 'what') stored,
  on_id text not null generated always as (body::jsonb ->> 'on') stored,
  actor_member text generated always as (body::jsonb #>> '{actor,memberId}') stored,
  request text generated always as (body::jsonb ->> 'request') stored,
  primary key (chain, seq)
);
create index on audit_entry (chain, what, seq);
create index on audit_entry (chain, actor_member, seq);
create table audit_head (
  chain text primary key,
  seq bigint not null,
  mac bytea not null,
  rights_seq bigint not null default 0
);
-- What is personal stands apart, bound into the chain by a salted digest, so that a person can be erased.
create table audit_personal (
  entry_id uuid not null references audit_entry (id),
  part text not null check (part in ('actor', 'before', 'after')),
  user_id uuid,
  email_key text,
  salt bytea not null,
  value text not null,
  primary key (entry_id, part)
);
create index on audit_personal (user_id);
create index on audit_personal (email_key);

-- Counters of tries: exact on every server, outside any business transaction, worth nothing after a crash.
create unlogged table tries (
  key text primary key,
  since timestamptz not null,
  n int not null,
  before int not null default 0
);

-- A member together with the name and address of the person: what an account may know of its people.
create view member_person as
  select m.id, m.account_id, m.user_id, m.role, m.status, m.ends_at, m.presence_ended_at, m.joined_at,
         u.name, u.email, u.email_key, u.address_proven_at,
         (select max(p.last_active_at) from presence p where p.account_id = m.account_id and p.member_id = m.id) as last_active_at
    from member m join "user" u on u.id = m.user_id;

-- The people of an account as one list: its members, and its invitations that were neither accepted nor revoked.
create view person as
  select m.id, m.account_id, 'member' as kind, m.name, lower(m.name) as sort_name, m.email, m.role, m.ends_at, m.last_active_at, m.joined_at as since,
         null::uuid as invited_by,
         case when m.status = 'suspended' then 'suspended' when m.ends_at <= moment() then 'ended' else 'active' end as state
    from member_person m
  union all
  select i.id, i.account_id, 'invitation', coalesce(i.name, ''), lower(coalesce(i.name, i.email)), i.email, i.role, i.ends_at, null, i.sent_at, i.invited_by,
         case when i.expires_at <= moment() then 'expired' else 'invited' end
    from invitation i where i.status = 'pending';
`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(foundation).execute(db)
}
