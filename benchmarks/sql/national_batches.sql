-- One batch a province and month, loaded five days after the month's end. One row a batch.
insert into batch by name
select
    batch as id, sha256(batch::varchar) as sha256, 'tinh-' || province_code || '-' || strftime(max(cutoff), '%Y-%m') || '.xlsx' as file_name,
    batch::varchar as identity, 'month' as period_kind, max(cutoff) as period_end, max(cutoff) as cutoff,
    '318-2022-standard' as set_id, 'self' as stage, 'benchmark' as loaded_by, max(cutoff) + interval 5 day as loaded_at,
    false as is_sample, count(*) as accepted, 0 as unchanged, 0 as rejected
from observation
join unit on unit.id = observation.unit
group by batch, province_code
