-- Batches that do not count at $known_at: loaded later, or voided or put aside by then. One row a batch.
create or replace temp table dead_batch as
select id as batch
from batch
where loaded_at > $known_at
union
select batch
from void_batch($known_at)
