"""Run the Rasa command line, started sooner and without a secret among its arguments.

    python bot/dialogue/launch.py train|run [ARGUMENT ...]

It must not know any dialogue. Measured with Rasa 3.6.21, from the command to the first answer:
13.0 s as it comes, 6.4 s with the first of these, 5.1 s with both.

- skops, which loads the intent classifier, searches every module that is loaded for the names of
  750 functions. It is imported before TensorFlow, while there are few.
- TensorFlow's converter to its mobile format imports jax when it is there. Nothing here converts,
  and without jax it goes on.

The token comes from the environment because the list of processes shows arguments to everyone.
"""

from __future__ import annotations

import gc
import importlib
import os
import runpy
import sys

if __name__ == "__main__":
    importlib.import_module("skops.io")
    if "train" in sys.argv[1:2]:
        gc.disable()  # the process ends soon; 11 s of 71 went into looking for garbage
    importlib.import_module("bot.dialogue.private_logs").install()
    sys.modules["jax"] = None  # type: ignore[assignment]  # Python's way to say "not installed"
    if "run" in sys.argv[1:2]:
        importlib.import_module("bot.dialogue.action_answers").install()
        importlib.import_module("bot.dialogue.action_patience").install()
    # Written as one argument: a secret that begins with "-" would be read as another option.
    token = [f"--auth-token={os.environ['SHANDAI_RASA_TOKEN']}"] if "run" in sys.argv[1:2] else []
    sys.argv = ["rasa", *sys.argv[1:], *token]
    runpy.run_module("rasa", run_name="__main__", alter_sys=True)
