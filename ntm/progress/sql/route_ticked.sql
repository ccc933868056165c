-- What is asked of one measure in one commune, as just evaluated (requirement_now): by every set that asks for it.
-- One row a requirement; none where no set asks for the measure.
select unit.code, unit.valid_from, need.numerator, need.denominator, need.threshold_num, need.threshold_den
from requirement_now as need
join unit on unit.id = need.unit
where unit.code = $code and need.ref = $ref and need.kind = 'measure'
