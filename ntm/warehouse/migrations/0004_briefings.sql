-- Version 4: which briefings were made, from what, by whom. `sha256` is of the file as it was handed out.
create table briefing (
    number integer primary key, kind varchar not null, as_of date not null, known_at timestamp not null, lang varchar not null,
    district varchar, commune varchar, subject varchar not null, form varchar not null, fingerprint varchar not null,
    sha256 varchar not null, is_sample boolean not null, made_by varchar not null, made_at timestamp not null
);
