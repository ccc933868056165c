-- The loads that count at $known_at and whose figures were closed by $as_of. One row a batch, by number.
select
    id, sha256, file_name, period_kind, period_end, cutoff, set_id, stage, body, document_number, document_date, loaded_by, is_sample
from batch
where loaded_at <= $known_at and cutoff <= $as_of and id not in (select batch from void_batch($known_at))
order by id
