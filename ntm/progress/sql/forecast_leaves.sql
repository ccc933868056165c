-- What each asked requirement lets a forecast say. One row a unit, set, indicator and requirement; an indicator without
-- requirements gives one row with position null. `state`: holds (taken to be there), paced (has a history to follow),
-- no_basis (nothing to foretell by), referred (as another indicator or level goes). `reason`: a code of docs/forecast.md.
create or replace temp table forecast_leaf as
with series as (
    select
        unit, item, count(*) as points, arg_max(denominator, day) filter (denominator is not null) as size,
        bool_or(is_former) as is_former
    from forecast_point
    group by unit, item
),
combined as (
    select set_id, number, combine
    from law_indicator
    where law = $law and list_contains($indicators::varchar[], set_id || '/' || number)
),
asked as (
    select
        said.unit, said.set_id, said.number, said.position as indicator_position, need.position, combined.combine,
        said.status as indicator_status, said.verdict_is_met, need.status, need.kind, need.ref, need.measure_kind, need.threshold,
        need.threshold_num, need.threshold_den, need.is_open, need.has_figure, need.is_met, need.numerator, need.denominator,
        need.figure, coalesce(series.points, 0) as points, series.size, coalesce(series.is_former, false) as is_former,
        law_requirement.item,
        count(*) filter (need.status = 'not_met') over indicator as failing,
        count(*) filter (need.status <> 'met') over indicator as unmet
    from indicator_present as said
    join combined using (set_id, number)
    left join requirement_present as need on need.unit = said.unit and need.set_id = said.set_id and need.number = said.number
    left join law_requirement
        on law_requirement.law = $law and law_requirement.set_id = need.set_id and law_requirement.number = need.number
        and law_requirement.position = need.position
    left join series on series.unit = said.unit and series.item = law_requirement.item
    window indicator as (partition by said.unit, said.set_id, said.number)
),
-- The first condition that holds decides; of an indicator that is met only its own falling figures can be lost.
judged as (
    select
        *,
        case
            when indicator_status = 'met' and position is null then 'holds:'
            when position is null then 'no_basis:no_requirements'
            when indicator_status = 'met' and status = 'met' and kind <> 'measure' then 'referred:'
            when indicator_status = 'met' and status = 'met' and measure_kind <> 'yes_no' and points >= $least_periods then 'paced:'
            when indicator_status = 'met' and (status = 'met' or combine = 'any') then 'holds:'
            when indicator_status = 'met' and is_open then 'holds:open_by_verdict'
            when indicator_status = 'met' and not has_figure then 'holds:follows_verdict'
            when indicator_status = 'met' then 'holds:verdict_stands'
            when kind <> 'measure' then 'referred:'
            when unmet = 0 then 'no_basis:verdict_against_figures'
            when is_open then 'no_basis:open_threshold'
            when not has_figure and verdict_is_met and combine = 'all' then 'holds:follows_verdict'
            when not has_figure and not verdict_is_met and failing > 0 and combine = 'all' then 'holds:goes_with_verdict'
            when not has_figure and not verdict_is_met then 'no_basis:verdict_without_figures'
            when not has_figure then 'no_basis:never_reported'
            when measure_kind = 'yes_no' then if(status = 'met', 'holds:', 'no_basis:no_pace')
            when points >= $least_periods then 'paced:'
            when status = 'met' then 'holds:'
            else 'no_basis:few_periods'
        end as answer
    from asked
)
select
    * exclude (answer, failing, unmet), split_part(answer, ':', 1) as state, nullif(split_part(answer, ':', 2), '') as reason
from judged
