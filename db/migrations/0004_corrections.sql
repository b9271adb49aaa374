-- Corrections of an import name what they correct: actions and recommendations each by their place in the document.
update plans.import set edits = jsonb_build_object('actions', edits, 'recommendations', '{}'::jsonb)
  where plan_id is null and edits <> '{}' and not edits ? 'actions';
