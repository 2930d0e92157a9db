"""Times and memory of one tool on one job, in a process of its own: measure.py TOOL JOB CASE FOLDER

Jobs: `flow` one load flow, `outages` every branch that can go out without splitting the network, `states` the states of
the data center. Prints the figures as JSON and leaves the voltages in FOLDER/CASE.JOB.TOOL.raw, a row a state, NaN where
the tool has no answer.
"""
import measuring
from peers import PEERS, Job

if __name__ == "__main__":
    measuring.main(PEERS, Job, complex)
