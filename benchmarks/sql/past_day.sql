-- After evaluate: what benchmarks.past_day asks. One row a commune and indicator.
select said.unit, said.number, said.status, said.low, said.high, level_now.status as level_status, level_now.met_count
from indicator_judged as said
join level_now using (unit, set_id)
