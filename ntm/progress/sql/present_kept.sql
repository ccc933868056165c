-- The present statuses where the kept tables answer. Two views with what forecasts and plans need.
create or replace temp view requirement_present as from requirement_status semi join asked_unit using (unit);
create or replace temp view indicator_present as from indicator_status semi join asked_unit using (unit)
