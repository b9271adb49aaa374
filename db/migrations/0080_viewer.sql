-- Whoever looks, as the connection was told, for the second wall: policies of guarded tables ask these functions, which
-- say what `Subject` says. A connection that was told nothing sees nothing of a guarded table.
create function access.viewer() returns jsonb language sql stable parallel safe
  return nullif(current_setting('muniment.viewer', true), '')::jsonb;

create function access.viewer_is_house() returns boolean language sql stable parallel safe
  return coalesce(access.viewer() ->> 'kind' = 'house', false);

create function access.viewer_is_told() returns boolean language sql stable parallel safe
  return coalesce(access.viewer() ->> 'kind' = 'person', false);

create function access.viewer_id() returns uuid language sql stable parallel safe
  return (access.viewer() ->> 'id')::uuid;

create function access.viewer_today() returns date language sql stable parallel safe
  return (access.viewer() ->> 'today')::date;

create function access.viewer_ids(list text) returns uuid[] language sql stable parallel safe
  return (select coalesce(array_agg(id::uuid), '{}') from jsonb_array_elements_text(access.viewer() -> list) as one (id));

create function access.viewer_words(list text) returns text[] language sql stable parallel safe
  return (select coalesce(array_agg(word), '{}') from jsonb_array_elements_text(access.viewer() -> list) as one (word));

create function access.viewer_holds(permission text) returns boolean language sql stable parallel safe
  return coalesce(access.viewer() -> 'reach' ? permission, false);

create function access.viewer_holds_everywhere(permission text) returns boolean language sql stable parallel safe
  return coalesce(access.viewer() -> 'reach' ->> permission = 'everywhere', false);

-- Permissions that hold in the same units name the same set of them, by its number from 0.
create function access.viewer_units(permission text) returns uuid[] language sql stable parallel safe
  return (
    select coalesce(array_agg(id::uuid), '{}')
    from jsonb_array_elements_text(
      case when jsonb_typeof(access.viewer() -> 'reach' -> permission) = 'number'
        then access.viewer() -> 'sets' -> (access.viewer() -> 'reach' ->> permission)::int else '[]' end
    ) as one (id));

grant execute on function access.viewer(), access.viewer_is_house(), access.viewer_is_told(), access.viewer_id(), access.viewer_today(),
  access.viewer_ids(text), access.viewer_words(text), access.viewer_holds(text), access.viewer_holds_everywhere(text), access.viewer_units(text) to muniment_app;
