-- Status of each requirement of the asked sets of one depth. One row a unit, set, indicator and requirement.
-- Counts compare exactly by cross multiplication; a percentage by its rounding interval (DESIGN §3).
insert into requirement_now by name
with asked as (
    select asked_unit.unit, asked_unit.province_code, law_requirement.*
    from asked_unit
    join asked_set using (province_code)
    join law_requirement on law_requirement.set_id = asked_set.set_id and law_requirement.law = $law
    where asked_set.depth = $depth
),
measured as (
    select
        asked.*, figure.* exclude (unit, item, number), figure.number as figure, figure.unit is not null as has_figure,
        case
            when figure.unit is null or asked.is_open then null
            when asked.measure_kind = 'yes_no' then figure.is_met
            when figure.numerator is not null
                then figure.numerator * asked.threshold_den >= figure.denominator * asked.threshold_num
            when figure.number is not null
                then figure.number * asked.threshold_den >= asked.threshold_num
                    or (figure.number + figure.slack) * asked.threshold_den > asked.threshold_num
        end as fulfilled,
        coalesce(
            (figure.number - figure.slack) * asked.threshold_den < asked.threshold_num
            and (figure.number + figure.slack) * asked.threshold_den > asked.threshold_num
            and not asked.is_open,
            false
        ) as is_rounded
    from asked
    left join figure on figure.unit = asked.unit and figure.item = asked.item
    where asked.kind = 'measure'
),
referred as (
    select
        asked.*, said.status in ('met', 'not_met', 'incomplete') as has_figure,
        case said.status when 'met' then true when 'not_met' then false end as fulfilled,
        said.closed, said.period_kind, said.period_end, said.cutoff, said.batch, said.sheet, said.cell
    from asked
    join indicator_now as said on said.unit = asked.unit and said.set_id || '/' || said.number = asked.ref
    where asked.kind = 'indicator'
    union all by name
    select
        asked.*, said.status in ('met', 'not_met', 'incomplete') as has_figure,
        case said.status when 'met' then true when 'not_met' then false end as fulfilled,
        said.closed, said.period_kind, said.period_end, said.relied_cutoff as cutoff
    from asked
    join asked_set as target on target.province_code = asked.province_code and target.level = asked.ref and target.is_of_level
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
    unit, set_id, number, position, kind, ref, measure_kind, threshold, threshold_num, threshold_den, is_open, source_status,
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
    measured.recency >> 32 as closed, period_kind, period_end, cutoff, batch, sheet, cell, written
from measured
left join estimated using (unit, item)
union all by name
select
    unit, set_id, number, position, kind, ref, threshold, threshold_num, threshold_den, is_open, source_status,
    case when fulfilled then 'met' when not fulfilled then 'not_met' else 'no_data' end as status,
    has_figure, fulfilled::int::double as share, false as is_rounded, false as is_summed, false as is_estimate, false as has_estimate,
    closed, period_kind, period_end, cutoff, batch, sheet, cell
from referred
