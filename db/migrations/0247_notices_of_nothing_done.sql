-- Whether what the next page says is that something was done: where nothing was, no page calls it a success.
alter table access.session add column notice_is_done boolean not null default true;
