-- Indicators of the shown sets with where their figure and their verdict came from. One row a unit, set and indicator.
select
    said.*, asked_set.level, unit.code,
    source.file_name as file, source.sha256 as file_sha256, source.is_sample,
    judged.file_name as verdict_file, judged.sha256 as verdict_sha256, judged.body, judged.document_number, judged.document_date
from indicator_answer as said
join asked_unit on asked_unit.unit = said.unit
join asked_set on asked_set.province_code = asked_unit.province_code and asked_set.set_id = said.set_id and asked_set.is_shown
join unit on unit.id = said.unit
left join batch as source on source.id = said.batch
left join batch as judged on judged.id = said.verdict_batch
order by asked_set.depth, said.set_id, said.unit, said.position
