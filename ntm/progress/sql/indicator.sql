-- Status of each indicator of the asked sets of one depth by the six rules of DESIGN §3. One row a unit, set and indicator.
-- The flag `stale` depends on the day asked about alone and is added when the answer is read (relied_cutoff).
-- `any` indicators need one requirement, the others all: they fail when the rest can no longer be enough.
insert into indicator_now by name
with asked as (
    select asked_unit.unit, law_indicator.set_id, law_indicator.number, law_indicator.position, law_indicator.combine
    from asked_unit
    join asked_set using (province_code)
    join law_indicator on law_indicator.set_id = asked_set.set_id and law_indicator.law = $law
    where asked_set.depth = $depth
),
compared as (
    select
        requirement_now.*, verdict.said is null as is_unjudged,
        coalesce(requirement_now.period_kind = said.period_kind and requirement_now.period_end = said.period_end, false) as is_same,
        coalesce(requirement_now.closed > said.recency >> 32 and not is_same, false) as is_newer,
        is_unjudged or is_same or is_newer as is_voiced,
        {
            closed: requirement_now.closed, period_kind: requirement_now.period_kind, period_end: requirement_now.period_end,
            cutoff: requirement_now.cutoff, batch: requirement_now.batch, sheet: requirement_now.sheet, cell: requirement_now.cell
        } as basis
    from requirement_now
    left join verdict using (unit, set_id, number)
),
counted as (
    select
        unit, set_id, number,
        count(*) as all_count,
        count(*) filter (status = 'met') as met_count,
        count(*) filter (status = 'not_met') as fail_count,
        count(*) filter (status = 'no_data') as unknown_count,
        count(*) filter (status = 'met' and is_voiced) as voiced_met_count,
        count(*) filter (status = 'not_met' and is_voiced) as voiced_fail_count,
        count(*) filter (status = 'not_met' and is_newer) as newer_fail_count,
        count(*) filter (status = 'not_met' and is_same) as same_fail_count,
        count(*) filter (status = 'met' and is_same) as same_met_count,
        bool_or(has_figure) as has_figure,
        bool_or(has_figure and is_newer) as has_newer,
        sum(share) as known_share, max(share) as best_share,
        bool_or(is_rounded) as is_rounded, bool_or(is_summed) as is_summed, bool_or(is_estimate or has_estimate) as is_estimate,
        arg_max(basis, closed) filter (has_figure) as newest_figure,
        arg_max(basis, closed) filter (status = 'not_met' and is_voiced) as newest_fail,
        arg_max(basis, closed) filter (status = 'met') as newest_met,
        min(cutoff) filter (has_figure) as oldest_cutoff,
        min(cutoff) filter (status = 'met') as oldest_met_cutoff
    from compared
    group by unit, set_id, number
),
-- A verdict that is an estimate: flagged where it is newer than what counts.
estimated as (
    select newest.unit, law_verdict.set_id, law_verdict.number, max(newest.recency) as recency
    from newest
    join law_verdict on law_verdict.item = newest.item and law_verdict.law = $law
    where newest.is_estimate
    group by all
),
ruled as (
    select
        asked.*, counted.* exclude (unit, set_id, number), said, is_contested,
        coalesce(all_count, 0) as requirement_count,
        said.is_met as verdict_is_met,
        coalesce(if(combine = 'any', fail_count = all_count, fail_count > 0), false) as is_failing,
        coalesce(if(combine = 'any', met_count > 0, met_count = all_count), false) as is_fulfilled,
        case
            when said.stage >= 2 and not coalesce(has_newer, false) then 0
            when is_failing and voiced_fail_count > 0 then 1
            when is_fulfilled and voiced_met_count > 0 then 2
            when said.is_met then 3
            when not said.is_met and not coalesce(has_newer, false) then 4
            else 5
        end as rule,
        case
            when rule in (0, 3, 4) then if(said.is_met, 'met', 'not_met')
            when rule = 1 then 'not_met'
            when rule = 2 then 'met'
            when has_figure then 'incomplete'
            else 'no_data'
        end as status,
        case
            when rule in (0, 3, 4) then {
                closed: said.recency >> 32, period_kind: said.period_kind, period_end: said.period_end, cutoff: said.cutoff,
                batch: said.batch, sheet: said.sheet, cell: said.cell
            }
            when rule = 1 then newest_fail
            when rule = 2 then newest_met
            else newest_figure
        end as basis,
        said.is_estimate or estimated.recency > coalesce(said.recency, 0) as is_estimated_verdict
    from asked
    left join counted using (unit, set_id, number)
    left join verdict using (unit, set_id, number)
    left join estimated using (unit, set_id, number)
),
measured as (
    select
        *,
        case
            when rule = 2 and combine = 'all' then oldest_met_cutoff
            when rule = 5 then oldest_cutoff
            else basis.cutoff
        end as relied_cutoff,
        case
            when status = 'met' then 1
            when requirement_count = 0 then 0
            when combine = 'any' then coalesce(best_share, 0)
            else coalesce(known_share, 0) / all_count
        end as low,
        case
            when status = 'met' then 1
            when requirement_count = 0 then if(status = 'not_met', 0, 1)
            when combine = 'any' then if(unknown_count > 0 and rule not in (0, 4), 1, coalesce(best_share, 0))
            when rule in (0, 4) then (coalesce(known_share, 0) + greatest(unknown_count - 1, 0)) / all_count
            else (coalesce(known_share, 0) + unknown_count) / all_count
        end as high
    from ruled
)
select
    unit, set_id, number, position, status, rule,
    list_filter([
        if(
            is_contested
            or (verdict_is_met and is_failing and same_fail_count > 0)
            or (not verdict_is_met and is_fulfilled and same_met_count > 0 and not has_newer),
            'disputed', null
        ),
        if(verdict_is_met and status = 'met' and is_failing and voiced_fail_count = 0, 'superseded', null),
        if(verdict_is_met and said.stage >= 2 and is_failing and newer_fail_count > 0, 'slipping', null),
        if(is_rounded, 'rounded', null),
        if(is_summed, 'summed', null),
        if(is_estimate or is_estimated_verdict, 'estimate', null)
    ], lambda flag: flag is not null) as flags,
    low, high, relied_cutoff,
    verdict_is_met, said.stage as verdict_stage, said.recency >> 32 as verdict_closed,
    said.period_kind as verdict_period_kind, said.period_end as verdict_period_end, said.batch as verdict_batch,
    said.sheet as verdict_sheet, said.cell as verdict_cell, said.written as verdict_written,
    basis.closed, basis.period_kind, basis.period_end, basis.cutoff, basis.batch, basis.sheet, basis.cell
from measured
