-- How often a scan was taken up. Whoever works on it knows the number, and stops where another has taken it up since.
alter table shares.scan add column turn integer not null default 0;
