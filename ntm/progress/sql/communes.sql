-- Every commune, ward and township of the scope that exists on $as_of, with its standing by each shown set.
-- One row a unit and shown set; wards and townships, which are not assessed, one row with level null.
with scope as (
    select id as unit
    from unit
    where valid_from <= $as_of and coalesce(valid_to > $as_of, true)
        and ($province is null or province_code = $province or id in (
            select to_unit from unit_change join unit as former on former.id = from_unit
            where former.province_code = $province and former.valid_to <= $as_of
        ))
)
select
    unit.id as unit, unit.code, unit.valid_from, unit.name, unit.kind, unit.lat, unit.lon, unit.province_code,
    unit.district_code, district.name as district, district.kind as district_kind,
    asked_set.level, asked_set.set_id, said.status, said.met_count, said.of_count, said.not_met_numbers, said.unknown_numbers,
    said.included_status, said.low, said.high, said.flags, said.period_kind, said.period_end
from scope
join unit on unit.id = scope.unit
left join district on district.code = unit.district_code
left join asked_unit on asked_unit.unit = scope.unit
left join asked_set on asked_set.province_code = asked_unit.province_code and asked_set.is_shown
left join level_answer as said on said.unit = scope.unit and said.set_id = asked_set.set_id
order by unit.district_code, unit.code, asked_set.depth
