-- Status of each requirement of the asked sets of one depth. One row a unit, set, indicator and requirement.
-- Counts compare exactly by cross multiplication; a percentage by its rounding interval (DESIGN §3).
insert into requirement_judged by name
with asked as (
    select
        asked_unit.unit, asked_unit.province_code, law_indicator.rowid as indicator, law_requirement.rowid as need,
        law_requirement.item, law_requirement.kind
    from asked_unit
    join asked_set using (province_code)
    join law_requirement on law_requirement.set_id = asked_set.set_id and law_requirement.law = $law
    join law_indicator
        on law_indicator.law = law_requirement.law and law_indicator.set_id = law_requirement.set_id
        and law_indicator.number = law_requirement.number
    where asked_set.depth = $depth
),
-- The law's words join last: few rows of them, many of figures.
paired as (
    select
        asked.unit, asked.item, indicator, need, figure.* exclude (unit, item, number), figure.number as figure,
        figure.unit is not null as has_figure
    from asked
    left join figure on figure.unit = asked.unit and figure.item = asked.item
    where asked.kind = 'measure'
),
measured as (
    select
        paired.*, law_requirement.* exclude (item),
        case
            when not has_figure or is_open then null
            when measure_kind = 'yes_no' then is_met
            when numerator is not null then numerator * threshold_den >= denominator * threshold_num
            when figure is not null
                then figure * threshold_den >= threshold_num or (figure + slack) * threshold_den > threshold_num
        end as fulfilled,
        coalesce(
            (figure - slack) * threshold_den < threshold_num and (figure + slack) * threshold_den > threshold_num and not is_open,
            false
        ) as is_rounded
    from paired
    join law_requirement on law_requirement.rowid = paired.need
),
referred as (
    select
        asked.unit, indicator, need, said.status in ('met', 'not_met', 'incomplete') as has_figure,
        case said.status when 'met' then true when 'not_met' then false end as fulfilled,
        said.closed, said.period_kind, said.period_end, said.cutoff, said.batch, said.place
    from asked
    join law_requirement on law_requirement.rowid = need
    join indicator_judged as said on said.unit = asked.unit and said.set_id || '/' || said.number = ref
    where asked.kind = 'indicator'
    union all by name
    select
        asked.unit, indicator, need, said.status in ('met', 'not_met', 'incomplete') as has_figure,
        case said.status when 'met' then true when 'not_met' then false end as fulfilled,
        said.closed, said.period_kind, said.period_end, said.relied_cutoff as cutoff
    from asked
    join law_requirement on law_requirement.rowid = need
    join asked_set as target on target.province_code = asked.province_code and target.level = ref and target.is_of_level
    join level_now as said on said.unit = asked.unit and said.set_id = target.set_id
    where asked.kind = 'level'
),
estimated as (
    select unit, item, max(recency) as recency
    from newest
    where is_estimate
    group by unit, item
)
select
    unit, indicator, set_id, number, position, need,
    case when fulfilled then 'met' when not fulfilled then 'not_met' else 'no_data' end as status,
    has_figure, is_met, numerator, denominator, figure,
    case
        when fulfilled then 1
        when fulfilled is null then null
        when numerator is not null then least(1, numerator::double * threshold_den / (denominator::double * threshold_num))
        when figure is not null then least(1, figure::double * threshold_den / threshold_num)
        else 0
    end as share,
    coalesce(is_rounded, false) as is_rounded, coalesce(is_summed, false) as is_summed, coalesce(is_estimate, false) as is_estimate,
    coalesce(estimated.recency > measured.recency or (estimated.recency is not null and measured.recency is null), false) as has_estimate,
    measured.recency >> 32 as closed, period_kind, period_end, cutoff, batch, place
from measured
left join estimated using (unit, item)
union all by name
select
    unit, indicator, set_id, number, position, need,
    case when fulfilled then 'met' when not fulfilled then 'not_met' else 'no_data' end as status,
    has_figure, fulfilled::int::double as share, false as is_rounded, false as is_summed, false as is_estimate, false as has_estimate,
    closed, period_kind, period_end, cutoff, batch, place
from referred
join law_requirement on law_requirement.rowid = need
