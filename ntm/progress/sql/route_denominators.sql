-- What the communes of the scope reported as denominators of their ratios: the number of thôn, of staff. One row a unit and measure.
select distinct unit, ref, denominator
from requirement_present
join asked_unit using (unit)
where denominator is not null and kind = 'measure'
order by unit, ref
