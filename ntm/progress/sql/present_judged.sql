-- The present statuses after evaluate. Two views with what forecasts and plans need: the law's words, but not the cells,
-- which would cost another scan of the history.
create or replace temp view requirement_present as
select
    judged.unit, judged.set_id, judged.number, judged.position, judged.status, judged.has_figure, judged.is_met, judged.numerator,
    judged.denominator, judged.figure, law.kind, law.ref, law.measure_kind, law.threshold, law.threshold_num, law.threshold_den,
    law.is_open
from requirement_judged as judged
join law_requirement as law on law.rowid = judged.need;
create or replace temp view indicator_present as from indicator_judged
