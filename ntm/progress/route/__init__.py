"""What should we do first: the least work that brings communes over a level, in what order, what tips it, what if.

model.py     what a plan consists of
gaps.py      what each commune lacks, in units of work; and who cannot be planned, and why
solve.py     the plan: which communes, proved best
order.py     in what order, and why
tipping.py   which single requirement brings most communes over; which figure to ask for first
whatif.py    items ticked as done, or another set of criteria: every count before and after
words.py     all of this as officials write it
"""
