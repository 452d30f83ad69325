"""What the course costs, measured beside its peers: `python3 -m toolkit bench`.

command   the verb and its groups of figures
cost      processor time and memory of a process; pairs of processes, turn by turn
peers     other programs, in an environment of their own
floor     the same tables with random columns, written: what no generator can undercut
generate  the shop: making, growing, opening, asking what if
page      the figures as a page with tables and a chart
truth     what was planted in whole shops, and whether the reference estimators find it
"""
