-- A province's picture from the kept tables: every commune at every level. One row a commune and level.
select unit.code, unit.name, unit.lat, unit.lon, district.name as district, said.*
from unit
join level_status as said on said.unit = unit.id
left join district on district.code = unit.district_code
where unit.province_code = $province
