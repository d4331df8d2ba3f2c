"""The file of one data-subject request: intake, states, clock, preview, decision, answer, download, paper.

A request that is lost, decided twice or answered to a stranger is the harm this room is built against.
"""
