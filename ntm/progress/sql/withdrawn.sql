-- Single figures withdrawn at $known_at and not restored by then. One row a figure (batch, line).
create or replace temp table withdrawn as
select batch, line
from act
where line is not null and acted_at <= $known_at
group by batch, line
having arg_max(kind, seq) = 'withdraw'
