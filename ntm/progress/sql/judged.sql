-- Empty tables for the answer to one question. They hold what judging needs; the views requirement_now and indicator_now have
-- the columns of the kept tables, in their order: they add the law's words (`need`) and the cell and words that were read (`place`).
create or replace temp table requirement_judged as
select
    * exclude (kind, ref, measure_kind, threshold, threshold_num, threshold_den, is_open, source_status, sheet, cell, written),
    null::bigint as indicator, null::bigint as need, null::bigint as place
from requirement_status
limit 0;

create or replace temp table indicator_judged as
select
    * exclude (sheet, cell, verdict_sheet, verdict_cell, verdict_written), null::bigint as place, null::bigint as verdict_place
from indicator_status
limit 0;

create or replace temp table level_now as from level_status limit 0;

create or replace temp view requirement_now as
(from requirement_status limit 0)
union all by name
select
    judged.* exclude (indicator, need, place), kind, ref, measure_kind, threshold, threshold_num, threshold_den, is_open, source_status,
    sheet, cell, if(kind = 'measure', written, null) as written
from requirement_judged as judged
join law_requirement on law_requirement.rowid = judged.need
left join observation on observation.unit = judged.unit and observation.rowid = judged.place;

create or replace temp view indicator_now as
(from indicator_status limit 0)
union all by name
select
    judged.* exclude (place, verdict_place), found.sheet, found.cell,
    given.sheet as verdict_sheet, given.cell as verdict_cell, given.written as verdict_written
from indicator_judged as judged
left join observation as found on found.unit = judged.unit and found.rowid = judged.place
left join observation as given on given.unit = judged.unit and given.rowid = judged.verdict_place;
