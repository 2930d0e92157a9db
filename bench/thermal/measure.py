"""Times and memory of one tool on one job, in a process of its own: measure.py TOOL JOB CASE FOLDER

Jobs: `flow` one solution, `variants` those of the data center's loop. Prints the figures as JSON and leaves the flows in
FOLDER/CASE.JOB.TOOL.raw, m³/s, a row a state, NaN where the tool has none.
"""
import measuring
from peers import PEERS, Job

if __name__ == "__main__":
    measuring.main(PEERS, Job, float)
