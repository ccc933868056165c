-- The warehouse: facts (law, units), what was loaded (batch, act, observation), and what is kept up with it.
-- Nothing of a batch, an act or an observation is ever changed or deleted.
create table meta (key varchar primary key, value varchar not null);
create table setting (key varchar not null, value varchar not null, changed_by varchar not null, changed_at timestamp not null);

-- Law, by content: a question about a past moment is answered with the law as it was recorded then.
create table law_version (law integer primary key, digest varchar not null, recorded_at timestamp not null);
create table law_text (law integer not null, file_name varchar not null, content varchar not null);
create table law_indicator (
    law integer not null, set_id varchar not null, number varchar not null, position integer not null,
    combine varchar not null, source_status varchar not null
);
create table law_requirement (
    law integer not null, set_id varchar not null, number varchar not null, position integer not null,
    kind varchar not null,             -- measure, indicator or level
    ref varchar not null, item integer,
    measure_kind varchar, threshold varchar, threshold_num bigint, threshold_den bigint, is_open boolean not null,
    source_status varchar not null
);
-- The items under which a verdict on an indicator may have been given (its own key, and its national parent's).
create table law_verdict (law integer not null, set_id varchar not null, number varchar not null, item integer not null);
create table item (id integer primary key, key varchar not null unique);

create table unit (
    id integer not null, code varchar not null, valid_from date not null, valid_to date,
    name varchar not null, kind varchar not null, is_assessed boolean not null,
    district_code varchar, province_code varchar not null, lat double, lon double, source_status varchar not null
);
create table unit_change (
    from_unit integer not null, to_unit integer not null, changed_on date not null,
    document varchar, is_partial boolean not null, source_status varchar not null
);
create table district (code varchar not null, name varchar not null, kind varchar not null, province_code varchar not null);
create table province (code varchar not null, name varchar not null, kind varchar not null, valid_from date not null, valid_to date);

create table batch (
    id integer primary key, sha256 varchar not null, file_name varchar not null, identity varchar not null,
    period_kind varchar not null, period_end date not null, cutoff date not null,
    set_id varchar, stage varchar not null,
    body varchar, document_number varchar, document_date date, signer varchar,
    loaded_by varchar not null, loaded_at timestamp not null, is_sample boolean not null,
    accepted integer not null, unchanged integer not null, rejected integer not null
);
-- Cells that a person corrected while loading: the file stays as it came.
create table correction (batch integer not null, sheet varchar not null, cell varchar not null, became varchar not null);
-- void and redo name a batch, as a person undid it or brought it back; aside and return are the same for the sample,
-- done by the first real load and its undoing; withdraw and restore name one figure (line) of a batch.
create table act (
    seq integer primary key, kind varchar not null, batch integer not null, line integer,
    acted_by varchar not null, acted_at timestamp not null
);
-- Batches that do not count at a moment, one row each.
create macro void_batch(moment) as table
select batch
from act
where line is null and acted_at <= moment
group by batch
having coalesce(arg_max(kind, seq) filter (kind in ('void', 'redo')) = 'void', false)
    or coalesce(arg_max(kind, seq) filter (kind in ('aside', 'return')) = 'aside', false);
-- What one cell said. `recency` orders figures of one unit and item: cut-off, then shortest period, then last load.
create table observation (
    unit integer not null, item integer not null, recency bigint not null,
    period_kind varchar not null, period_end date not null, cutoff date not null,
    stage utinyint not null, is_estimate boolean not null,
    is_met boolean, numerator bigint, denominator bigint, number decimal(38, 15), slack decimal(38, 15),
    batch integer not null, line integer not null, sheet varchar, cell varchar, written varchar not null
);

-- Kept up in the same write, as of the end of the newest period loaded (meta: kept_as_of).
create table current (
    unit integer not null, item integer not null, stage utinyint not null, is_estimate boolean not null, recency bigint not null,
    period_kind varchar not null, period_end date not null, cutoff date not null,
    is_met boolean, numerator bigint, denominator bigint, number decimal(38, 15), slack decimal(38, 15),
    batch integer not null, line integer not null, sheet varchar, cell varchar, written varchar not null
);
create table requirement_status (
    unit integer not null, set_id varchar not null, number varchar not null, position integer not null,
    kind varchar not null, ref varchar not null, measure_kind varchar, threshold varchar, threshold_num bigint, threshold_den bigint,
    is_open boolean not null, source_status varchar not null,
    status varchar not null, has_figure boolean not null, is_met boolean,
    numerator bigint, denominator bigint, figure decimal(38, 15), share double,
    is_rounded boolean not null, is_summed boolean not null, is_estimate boolean not null, has_estimate boolean not null,
    closed bigint, period_kind varchar, period_end date, cutoff date, batch integer, sheet varchar, cell varchar, written varchar
);
create table indicator_status (
    unit integer not null, set_id varchar not null, number varchar not null, position integer not null,
    status varchar not null, rule utinyint not null, flags varchar[] not null, low double not null, high double not null,
    relied_cutoff date,                -- of the oldest figure that the status relies on
    verdict_is_met boolean, verdict_stage utinyint, verdict_closed bigint, verdict_period_kind varchar, verdict_period_end date,
    verdict_batch integer, verdict_sheet varchar, verdict_cell varchar, verdict_written varchar,
    closed bigint, period_kind varchar, period_end date, cutoff date, batch integer, sheet varchar, cell varchar
);
create table level_status (
    unit integer not null, level varchar not null, set_id varchar not null, status varchar not null,
    met_count integer not null, of_count integer not null,
    not_met_numbers varchar[] not null, unknown_numbers varchar[] not null, included_status varchar,
    low double not null, high double not null, closed bigint, period_kind varchar, period_end date, relied_cutoff date,
    flags varchar[] not null
);
create table place_status (
    province_code varchar not null, district_code varchar, level varchar not null, set_id varchar not null,
    status varchar not null, commune_count integer not null
);
