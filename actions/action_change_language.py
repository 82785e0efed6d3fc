"""Another language, outside a form."""

from actions.action_answer import ActionAnswer


class ActionChangeLanguage(ActionAnswer):
    """Changes the language of the conversation and answers in it."""

    title = "action_change_language"
