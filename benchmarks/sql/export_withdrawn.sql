-- Withdrawn figures. One row each.
select batch, line
from act
where line is not null
group by batch, line
having arg_max(kind, seq) = 'withdraw'
