-- Evidence for the parties alone is shown by the database itself to nobody else, also where a question forgot to ask. The policies are the rule of
-- `EVIDENCE` (src/features/plans/evidence/seeing.ts), written out by `policies`; a test compares them. Rows are written by the house alone.
alter table plans.evidence enable row level security, force row level security;
drop policy if exists house on plans.evidence;
create policy house on plans.evidence using ((select access.viewer_is_house()));
drop policy if exists seen on plans.evidence;
create policy seen on plans.evidence for select using ((select access.viewer_is_told()) and (((("evidence"."audience" = 'readers') or (select access.viewer_holds('plans:change')) or (select access.viewer_holds('plans:judge')) or exists (select from "plans"."owner" as "evidence_1" where "evidence_1"."action_id" = "evidence"."action_id" and ("evidence_1"."person_id" = (select access.viewer_id()) or "evidence_1"."role_id" = any((select access.viewer_ids('roleIds'))::uuid[]))) or exists (select from "plans"."claim" as "evidence_1" where "evidence_1"."action_id" = "evidence"."action_id" and "evidence_1"."by_person_id" = (select access.viewer_id()))))));

-- Nor as it stood on an earlier day.
alter table past.version enable row level security;
drop policy if exists seen on past.version;
create policy seen on past.version for select using (case version.relation when 'plans.evidence' then (select access.viewer_is_house()) or exists (select from plans.evidence thing where thing.id = version.item::uuid) else true end);
