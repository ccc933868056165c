-- Version 3: names behind a count know their commune, measure and period, because a list that leaves some open counts nothing.
-- Version 2 wrote none of them.
drop table village_mark;
-- What one cell said of one village (thôn): is_met null is left open; `lacks` names its answers that are no (data/villages.yaml).
-- `line` is the figure of the same batch that they are counted into, null where some are open.
create table village_mark (
    batch integer not null, line integer, unit integer not null, item integer not null, recency bigint not null,
    period_kind varchar not null, period_end date not null, cutoff date not null, is_estimate boolean not null,
    village varchar not null, is_met boolean, lacks varchar[] not null, sheet varchar, cell varchar
);
-- A count (line) that its own file gives by names as well (by_line): it is kept and compared, and the names count.
create table outnamed (batch integer not null, line integer not null, by_line integer not null);
