"""What the desk has on its hands, for one person at one moment: the questions behind dashboard, worklist and calendar.

Every question is bounded whatever the number of releases; what a person may not read is never among the answers but as
a state. Nothing here writes.
"""
