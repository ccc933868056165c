-- Indicators of the shown sets with commune, verdict's document and source file. One row a commune, level and indicator;
-- a set without known indicators gives one row a commune with number null.
select
    unit.id as unit, unit.code, unit.valid_from, unit.name, district.name as district,
    asked_set.level, asked_set.set_id, said.number, said.status, said.flags, said.low, said.high,
    said.verdict_is_met, said.verdict_stage, said.verdict_period_end,
    judged.body, judged.document_number, judged.document_date,
    judged.file_name as verdict_file, said.verdict_sheet, said.verdict_cell,
    level_answer.status as level_status, level_answer.met_count, level_answer.of_count,
    said.period_kind, said.period_end, source.file_name as file, said.sheet, said.cell,
    coalesce(source.is_sample or judged.is_sample, false) as is_sample,
    law_indicator.source_status
from asked_unit
join unit on unit.id = asked_unit.unit
join asked_set on asked_set.province_code = asked_unit.province_code and asked_set.is_shown
join level_answer on level_answer.unit = asked_unit.unit and level_answer.set_id = asked_set.set_id
left join indicator_answer as said on said.unit = asked_unit.unit and said.set_id = asked_set.set_id
left join law_indicator
    on law_indicator.set_id = said.set_id and law_indicator.number = said.number
    and law_indicator.law = $law
left join batch as judged on judged.id = said.verdict_batch
left join batch as source on source.id = said.batch
left join district on district.code = unit.district_code
order by unit.district_code, unit.code, asked_set.depth, asked_set.set_id, said.position
