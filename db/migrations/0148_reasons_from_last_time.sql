-- Where the reason of an answer was taken over from, for as long as nobody has written another one; null where it is the unit's own words of this time.

alter table assessments.answer add column note_from text;
update assessments.answer set note_from = taken_from where taken_from is not null and note is not null and not is_confirmed;
