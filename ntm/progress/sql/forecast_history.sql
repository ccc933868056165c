-- The points and the requirement of each series that a forecast of some communes follows. One row a requirement and day.
select
    leaf.unit, leaf.set_id, leaf.number, leaf.ref, leaf.item, leaf.threshold_num, leaf.threshold_den, leaf.size,
    leaf.measure_kind, point.day, point.numerator, point.denominator, point.value
from forecast_leaf as leaf
join forecast_point as point on point.unit = leaf.unit and point.item = leaf.item
where leaf.state = 'paced'
order by leaf.unit, leaf.indicator_position, leaf.position, leaf.set_id, point.day
