-- Single figures that do not count at $known_at: withdrawn and not restored by then (is_act), or counts that their own file gives
-- by names as well, which count in their place. One row a figure (batch, line), two where both hold.
create or replace temp table withdrawn as
with last_act as (
    select batch, line
    from act
    where line is not null and acted_at <= $known_at
    group by batch, line
    having arg_max(kind, seq) = 'withdraw'
)
select batch, line, true as is_act
from last_act
union all
select outnamed.batch, outnamed.line, false
from outnamed
anti join last_act on last_act.batch = outnamed.batch and last_act.line = outnamed.by_line
