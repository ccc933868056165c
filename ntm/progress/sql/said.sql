-- Everything ever said of some units that is not void at $known_at: who, when, in which file and cell. One row a figure.
select
    observation.*, item.key as item_key, unit.code, unit.name, unit.valid_from, batch.file_name as file, batch.sha256 as file_sha256,
    batch.body, batch.document_number, batch.document_date, batch.loaded_by, batch.loaded_at
from observation
join item on item.id = observation.item
join unit on unit.id = observation.unit
join batch on batch.id = observation.batch
where list_contains($units::integer[], observation.unit)
    and batch.loaded_at <= $known_at and batch.id not in (from void_batch($known_at))
    and not exists (
        select 1 from act where act.batch = observation.batch and act.line = observation.line and acted_at <= $known_at
        having arg_max(act.kind, act.seq) = 'withdraw'
    )
order by observation.item, observation.recency, observation.stage
