-- Periods of which figures are loaded at $known_at, newest first. One row a period (kind, end).
select period_kind, period_end, max(cutoff) as cutoff, count(*) as batch_count, bool_and(is_sample) as is_sample
from batch
where loaded_at <= $known_at and id not in (from void_batch($known_at))
group by period_kind, period_end
order by max(cutoff) desc, period_end desc
