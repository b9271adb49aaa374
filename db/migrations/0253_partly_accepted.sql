-- Actions whose claim was accepted only in part: few among many, counted for the home page of everybody who owns actions.
create index action_partly on plans.action (id) where verdict = 'partly-accepted';
