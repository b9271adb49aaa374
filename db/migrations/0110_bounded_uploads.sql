-- Uploads take no more room than they may: each says what it is for, and one request at a time sends bytes of it.
alter table uploads.upload
  -- What it is to be added to, in the words of its purpose. Null where whoever began it may add to everything.
  add subject text,
  -- The request that sends bytes just now, and until when it holds the upload if nothing more is heard of it.
  add held_by uuid,
  add held_until timestamptz,
  add constraint upload_held check ((held_by is null) = (held_until is null));
