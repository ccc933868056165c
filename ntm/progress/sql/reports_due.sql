-- Which asked communes have sent a period's report: when, from which load, and which asked indicators have no figure of it.
-- One row a commune (asked_unit). Figures of void batches, withdrawn ones, and what came after $as_of do not count; a paper
-- report (`paper_report`: unit, received) counts as sent and has no figures.
-- Not asked: indicators that only refer to others. $is_narrow: only figures of the asked indicators make a report.
with asked_indicator as (
    select asked_set.province_code, law_indicator.set_id, law_indicator.number, law_indicator.position
    from asked_set
    join law_indicator on law_indicator.law = $law and law_indicator.set_id = asked_set.set_id
    left join law_requirement as need
        on need.law = law_indicator.law and need.set_id = law_indicator.set_id and need.number = law_indicator.number
    where asked_set.is_shown and asked_set.level = $level
    group by all
    having count(need.kind) = 0 or count(*) filter (need.kind = 'measure') > 0
),
asked_item as (
    select province_code, number, item
    from asked_indicator
    join law_verdict using (set_id, number)
    where law_verdict.law = $law
    union
    select province_code, number, item
    from asked_indicator
    join law_requirement using (set_id, number)
    where law_requirement.law = $law and item is not null
),
-- A covering document dates a report; without one the day on which it was loaded does (UTC, here by the clock of Việt Nam).
live_batch as (
    select id, coalesce(document_date, (loaded_at + interval 7 hours)::date) as received, is_sample
    from batch
    anti join dead_batch on dead_batch.batch = batch.id
),
figure as (
    select observation.unit, asked_unit.province_code, observation.item, observation.batch, live_batch.received, live_batch.is_sample
    from observation
    join asked_unit on asked_unit.unit = observation.unit
    join live_batch on live_batch.id = observation.batch
    anti join withdrawn on withdrawn.batch = observation.batch and withdrawn.line = observation.line
    where observation.period_kind = $kind and observation.period_end = $end and live_batch.received <= $as_of
),
sent as (
    select unit, min(received) as received, arg_min(batch, {day: received, batch: batch}) as batch, bool_or(is_sample) as is_sample
    from figure
    where not $is_narrow or exists (
        select 1 from asked_item where asked_item.province_code = figure.province_code and asked_item.item = figure.item
    )
    group by unit
),
reported as (
    select distinct figure.unit, asked_item.number
    from figure
    join asked_item using (province_code, item)
),
lacking as (
    select
        asked_unit.unit, count(*) as asked_count,
        coalesce(list(number order by position) filter (reported.number is null), []) as missing_numbers
    from asked_unit
    join asked_indicator using (province_code)
    left join reported using (unit, number)
    group by asked_unit.unit
),
paper as (
    select unit, min(received) as received
    from paper_report
    where received <= $as_of
    group by unit
),
known as (
    select
        asked_unit.unit, least(sent.received, paper.received) as received,
        coalesce(paper.received < sent.received or sent.received is null and paper.received is not null, false) as is_paper,
        sent.batch, coalesce(sent.is_sample, false) as is_sample,
        coalesce(lacking.asked_count, 0) as asked_count, coalesce(lacking.missing_numbers, []) as missing_numbers
    from asked_unit
    left join sent using (unit)
    left join paper using (unit)
    left join lacking using (unit)
)
select
    unit.id as unit, unit.code, unit.valid_from, unit.name, unit.kind,
    unit.district_code, district.name as district, district.kind as district_kind, unit.province_code,
    case
        when known.received is null then
            case when $due::date is null then 'absent' when $as_of > $due::date then 'overdue' else 'awaited' end
        when $due::date is null then 'received'
        when known.received <= $due::date then 'on_time'
        else 'late'
    end as state,
    abs(coalesce(known.received, $as_of) - $due::date) as days,
    known.received, known.is_paper, batch.file_name as file, batch.document_number, batch.body,
    known.asked_count, known.missing_numbers, known.is_sample
from known
join unit on unit.id = known.unit
left join district on district.code = unit.district_code
left join batch on batch.id = known.batch
order by unit.district_code, unit.code
