"""Rasa's side of the seam, run by Rasa's interpreter: take answers as Rasa takes them.

Reads ``{"schema": ..., "answers": [...]}`` from standard input and prints, for each answer, the
names of its events, or the name of the error.
"""

import json
import sys
from typing import Any

from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import deserialise_events


def taken(answer: Any) -> Any:
    """What Rasa makes of one answer."""
    try:
        RemoteAction("any", None)._validate_action_result(answer)
    except ValidationError as error:
        return type(error).__name__
    return [type(event).__name__ for event in deserialise_events(answer["events"])]


given = json.load(sys.stdin)
if given["schema"] != RemoteAction.action_response_format_spec():
    sys.exit("the recorded schema is not the one of this Rasa")
sys.stdout.write(json.dumps([taken(answer) for answer in given["answers"]]))
