"""A message outside a form that the classifier did not understand."""

from actions.action_converse import ActionConverse


class ActionRepair(ActionConverse):
    """Looks for anything usable in the words first; only then asks what was meant."""

    title = "action_repair"
