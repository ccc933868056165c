-- A commune's profile from the kept tables, its indicators with the verdict's document. One row an indicator.
select said.*, batch.file_name, batch.body, batch.document_number
from indicator_status as said
left join batch on batch.id = said.verdict_batch
where said.unit = $unit
