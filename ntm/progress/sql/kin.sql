-- The lives of a code, and what became them or what they became. One row a unit of these and its relation to the code.
with lives as (
    select id from unit where code = $code
),
related as (
    select 'self' as relation, id as unit, null::integer as of_unit, null::date as changed_on, null::varchar as document, false as is_partial
    from lives
    union all
    select 'predecessor', from_unit, to_unit, changed_on, document, is_partial
    from unit_change
    where to_unit in (from lives)
    union all
    select 'successor', to_unit, from_unit, changed_on, document, is_partial
    from unit_change
    where from_unit in (from lives)
)
select
    related.*, unit.code, unit.name, unit.kind, unit.valid_from, unit.valid_to, unit.province_code,
    province.name as province, province.kind as province_kind, district.name as district, district.kind as district_kind
from related
join unit on unit.id = related.unit
left join province
    on province.code = unit.province_code and province.valid_from <= unit.valid_from
    and coalesce(province.valid_to > unit.valid_from, true)
left join district on district.code = unit.district_code
order by relation = 'self' desc, is_partial, unit.code, unit.valid_from
