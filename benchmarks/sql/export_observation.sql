-- All figures as they lie in the warehouse; decimals as doubles, which suits dataframes better. One row a figure.
select * exclude (number, slack), number::double as value, slack::double as slack
from observation
