-- A guess may be about two things of its actions of which either may be wrong, such as a status that says “Overdue” beside a target date to come.
alter table plans.guess add column or_field text;
-- What was asked so far in these words was of the date alone; it is of the status as well.
update plans.guess set or_field = 'status'
  where field = 'target' and question like 'The status is “%”, but the target date “%still to come. Which is right?';
update plans.guess set or_field = 'target'
  where field = 'owner' and question like 'The column % has words that may say who does an action or when it is due, such as %';
