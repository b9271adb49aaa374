-- The units in which whoever looks holds a permission, as rows: they are few, and are said to be.
create function access.viewer_units_list(permission text) returns setof uuid language plpgsql stable strict parallel safe rows 2 as $$
begin
  return query select unnest(access.viewer_units(permission));
end $$;
grant execute on function access.viewer_units_list(text) to muniment_app;

-- The policy of evidence finds the actions that somebody has to do with by indexes, in a function that each connection plans once. It read every action to look for those of somebody's units,
-- and was planned with each statement. It is the rule of `EVIDENCE`, written out by `policies`.
create or replace function plans.evidence_of_viewer_1() returns setof uuid language plpgsql stable parallel safe as $$ begin if (select access.viewer_units('plans:change'))::uuid[] <> '{}' then return query select "evidence_1"."id" as tie from access.viewer_units_list('plans:change') as listed (id), "plans"."action" as "evidence_1" where ("evidence_1"."unit_id" = listed.id) union all select "evidence_1"."id" as tie from access.viewer_units_list('plans:change') as listed (id), "plans"."plan" as "evidence_2", "plans"."action" as "evidence_1" where ("evidence_2"."id" = "evidence_1"."plan_id") and ("evidence_2"."unit_id" = listed.id); end if; if (select access.viewer_units('plans:judge'))::uuid[] <> '{}' then return query select "evidence_1"."id" as tie from access.viewer_units_list('plans:judge') as listed (id), "plans"."action" as "evidence_1" where ("evidence_1"."unit_id" = listed.id) union all select "evidence_1"."id" as tie from access.viewer_units_list('plans:judge') as listed (id), "plans"."plan" as "evidence_2", "plans"."action" as "evidence_1" where ("evidence_2"."id" = "evidence_1"."plan_id") and ("evidence_2"."unit_id" = listed.id); end if; return query select "evidence_1"."action_id" as tie from "plans"."owner" as "evidence_1" where ("evidence_1"."person_id" = (select access.viewer_id())) union all select "evidence_1"."action_id" as tie from access.viewer_list('roleIds') as listed (id), "plans"."owner" as "evidence_1" where ("evidence_1"."role_id" = listed.id) union all select "evidence_1"."action_id" as tie from "plans"."claim" as "evidence_1" where ("evidence_1"."by_person_id" = (select access.viewer_id())); end $$;
grant execute on function plans.evidence_of_viewer_1() to muniment_app;
drop policy if exists house on plans.evidence;
create policy house on plans.evidence using ((select access.viewer_is_house()));
drop policy if exists seen on plans.evidence;
create policy seen on plans.evidence for select using ((select access.viewer_is_told()) and (((("evidence"."audience" = 'readers') or (select access.viewer_holds_everywhere('plans:change')) or (select access.viewer_holds_everywhere('plans:judge')) or "evidence"."action_id" in (select "plans"."evidence_of_viewer_1"())))));
