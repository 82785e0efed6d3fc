"""Run the Rasa command line with the token that its callers must show; no dialogue in here.

The token comes from the environment: the list of processes shows everyone the arguments.
"""

import os
import runpy
import sys

sys.argv = ["rasa", *sys.argv[1:], "--auth-token", os.environ["SHANDAI_RASA_TOKEN"]]
runpy.run_module("rasa", run_name="__main__", alter_sys=True)
