"""Who a data subject is and what they chose: identifiers, look-up, choices, suppression list, request holds,
duties told.

Two people taken for one get each other's data; one person taken for two is not found when they ask.
"""
