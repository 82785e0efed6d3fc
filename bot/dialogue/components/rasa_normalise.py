"""Rasa tokenizer that cuts the normalised text, so that every script and width reads the same.

Featurizers see simplified, half-width, lower-case tokens; offsets stay those of the message.
"""

from __future__ import annotations

import jieba
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.jieba_tokenizer import JiebaTokenizer
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.components.normalise import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class NormalisingTokenizer(JiebaTokenizer):
    """Jieba over the normalised text."""

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Cut one attribute of a message, leaving out white space.

        A text of nothing but white space, or an empty one, gets one blank token.
        """
        normal = normalise(message.get(attribute))
        tokens = []
        for word, start, end in jieba.tokenize(normal.text):
            if word.isspace():
                continue
            first, last = normal.span(start, end)
            tokens.append(Token(word, first, last))
        # Without any token there are no features, and Rasa's classifiers fail on the message.
        return self._apply_token_pattern(tokens or [Token(" ", 0, 1)])
