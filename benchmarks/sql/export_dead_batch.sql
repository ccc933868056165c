-- Voided batches. One row each.
select batch
from void_batch(getvariable('known_at'))
