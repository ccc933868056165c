-- Status of each indicator of the asked sets of one depth by the six rules of DESIGN §3. One row a unit, set and indicator.
-- The flag `stale` depends on the day asked about alone and is added when the answer is read (relied_cutoff).
-- `any` indicators need one requirement, the others all: they fail when the rest can no longer be enough.
insert into indicator_judged by name
with asked as (
    select
        asked_unit.unit, law_indicator.rowid as indicator, law_indicator.set_id, law_indicator.number, law_indicator.position,
        law_indicator.combine
    from asked_unit
    join asked_set using (province_code)
    join law_indicator on law_indicator.set_id = asked_set.set_id and law_indicator.law = $law
    where asked_set.depth = $depth
),
-- Requirements whose names behind the count say another number than was reported for the period.
contradicted as (
    select requirement_judged.unit, requirement_judged.indicator, requirement_judged.position, true as is_doubted
    from requirement_judged
    join asked_unit using (unit)
    join law_requirement on law_requirement.rowid = requirement_judged.need
    join doubted
        on doubted.unit = asked_unit.real_unit and doubted.item = law_requirement.item
        and doubted.period_kind = requirement_judged.period_kind and doubted.period_end = requirement_judged.period_end
    where not requirement_judged.is_summed
),
compared as (
    select
        requirement_judged.*, coalesce(is_doubted, false) as is_doubted, said.recency >> 32 as said_closed,
        coalesce(
            requirement_judged.period_kind = said.period_kind and requirement_judged.period_end = said.period_end, false
        ) as is_same
    from requirement_judged
    semi join (select distinct indicator from asked) as judged using (indicator)
    left join verdict using (unit, indicator)
    left join contradicted
        on contradicted.unit = requirement_judged.unit and contradicted.indicator = requirement_judged.indicator
        and contradicted.position = requirement_judged.position
),
-- Each step names what the next one builds on: DuckDB repeats an expression wherever its name is used in the same step.
heard as (
    select *, not is_same and coalesce(closed > said_closed, false) as is_newer
    from compared
),
voiced as (
    select *, said_closed is null or is_same or is_newer as is_voiced
    from heard
),
-- Of figures closed at once the first requirement's stands for them; sums are rounded: no answer depends on an order of rows.
counted as (
    select
        unit, indicator,
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
        round(sum(share), 12) as known_share, max(share) as best_share,
        bool_or(is_doubted and is_voiced) as is_doubted, bool_or(is_rounded) as is_rounded, bool_or(is_summed) as is_summed, bool_or(is_estimate or has_estimate) as is_estimate,
        -- Of figures closed together, that of the requirement shown first: the same source in every run.
        arg_max(position, closed * 64 - position) filter (has_figure) as newest_figure,
        arg_max(position, closed * 64 - position) filter (status = 'not_met' and is_voiced) as newest_fail,
        arg_max(position, closed * 64 - position) filter (status = 'met') as newest_met,
        min(cutoff) filter (has_figure) as oldest_cutoff,
        min(cutoff) filter (status = 'met') as oldest_met_cutoff
    from voiced
    group by unit, indicator
),
-- A verdict that is an estimate: flagged where it is newer than what counts.
estimated as (
    select newest.unit, law_indicator.rowid as indicator, max(newest.recency) as recency
    from newest
    join law_verdict on law_verdict.item = newest.item and law_verdict.law = $law
    join law_indicator
        on law_indicator.law = law_verdict.law and law_indicator.set_id = law_verdict.set_id
        and law_indicator.number = law_verdict.number
    where newest.is_estimate
    group by all
),
gathered as (
    select
        asked.*, counted.* exclude (unit, indicator), said, is_contested,
        coalesce(all_count, 0) as requirement_count,
        said.is_met as verdict_is_met,
        coalesce(if(combine = 'any', fail_count = all_count, fail_count > 0), false) as is_failing,
        coalesce(if(combine = 'any', met_count > 0, met_count = all_count), false) as is_fulfilled,
        said.is_estimate or estimated.recency > coalesce(said.recency, 0) as is_estimated_verdict
    from asked
    left join counted using (unit, indicator)
    left join verdict using (unit, indicator)
    left join estimated using (unit, indicator)
),
chosen as (
    select
        *,
        case
            when said.stage >= 2 and not coalesce(has_newer, false) then 0
            when is_failing and voiced_fail_count > 0 then 1
            when is_fulfilled and voiced_met_count > 0 then 2
            when said.is_met then 3
            when not said.is_met and not coalesce(has_newer, false) then 4
            else 5
        end as rule
    from gathered
),
ruled as (
    select
        *,
        case
            when rule in (0, 3, 4) then if(said.is_met, 'met', 'not_met')
            when rule = 1 then 'not_met'
            when rule = 2 then 'met'
            when has_figure then 'incomplete'
            else 'no_data'
        end as status,
        case
            when rule in (0, 3, 4) then null
            when rule = 1 then newest_fail
            when rule = 2 then newest_met
            else newest_figure
        end as basis_position
    from chosen
),
-- What the status rests on: the verdict, or one figure.
based as (
    select
        ruled.*,
        case
            when rule in (0, 3, 4) then {
                closed: said.recency >> 32, period_kind: said.period_kind, period_end: said.period_end, cutoff: said.cutoff,
                batch: said.batch, place: said.place
            }
            else {
                closed: need.closed, period_kind: need.period_kind, period_end: need.period_end, cutoff: need.cutoff,
                batch: need.batch, place: need.place
            }
        end as basis
    from ruled
    left join requirement_judged as need
        on need.unit = ruled.unit and need.indicator = ruled.indicator and need.position = basis_position
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
    from based
)
select
    unit, set_id, number, position, status, rule,
    list_filter([
        if(
            is_contested
            or is_doubted
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
    said.place as verdict_place,
    basis.closed, basis.period_kind, basis.period_end, basis.cutoff, basis.batch, basis.place
from measured
