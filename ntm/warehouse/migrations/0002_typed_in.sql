-- Version 2: what people type in, files attached to it, and the names behind a count. Nothing is changed or deleted.

-- One save by one person: a form sent, a table edited, a workbook taken in, an undoing (`undoes` names the edit undone).
create table edit (
    number integer primary key, edited_by varchar not null, edited_at timestamp not null,
    source varchar,                    -- the workbook that it came from, or the file of data/ that was bundled
    sha256 varchar, undoes integer
);
-- One revision of one record: the newest of a kind and id counts. `body` holds its fields by name (data/records/<kind>.yaml).
create table record (
    seq bigint primary key, edit integer not null, kind varchar not null, id varchar not null,
    body json not null, is_removed boolean not null, is_sample boolean not null
);
-- Files attached to a batch ("batch:12") or a record ("obstacle:3"): a signed covering document, evidence. Kept by sha256.
create table attachment (
    seq bigint primary key, owner varchar not null, sha256 varchar not null, file_name varchar not null, media_type varchar not null,
    attached_by varchar not null, attached_at timestamp not null, is_removed boolean not null
);
-- Behind a count, names: what one cell said of one village (thôn). They are counted into the figure (line) of the same batch.
create table village_mark (
    batch integer not null, line integer not null, village varchar not null, is_met boolean not null, sheet varchar, cell varchar
);
