-- The ids of a list of whoever looks, as rows: such as those of their roles. An array of which the length is not known is planned as a long one, so that all of a table was read
-- for the rows of somebody's roles. They are few, and are said to be.
create function access.viewer_list(list text) returns setof uuid language plpgsql stable strict parallel safe rows 2 as $$
begin
  return query select id::uuid from jsonb_array_elements_text(access.viewer() -> list) as one (id);
end $$;
grant execute on function access.viewer_list(text) to muniment_app;

-- The policy of evidence by an index for each way in which somebody is a party, and in one look for each row.
drop policy if exists house on plans.evidence;
create policy house on plans.evidence using ((select access.viewer_is_house()));
drop policy if exists seen on plans.evidence;
create policy seen on plans.evidence for select using ((select access.viewer_is_told()) and (((("evidence"."audience" = 'readers') or (select access.viewer_holds('plans:change')) or (select access.viewer_holds('plans:judge')) or exists (select from (select "evidence_1"."action_id" as tie from "plans"."owner" as "evidence_1" where ("evidence_1"."person_id" = (select access.viewer_id())) union all select "evidence_1"."action_id" as tie from access.viewer_list('roleIds') as listed (id), "plans"."owner" as "evidence_1" where ("evidence_1"."role_id" = listed.id) union all select "evidence_1"."action_id" as tie from "plans"."claim" as "evidence_1" where ("evidence_1"."by_person_id" = (select access.viewer_id()))) as "evidence_1_tied" where "evidence_1_tied".tie = "evidence"."action_id")))));
