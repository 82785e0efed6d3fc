"""Whether words agree plainly, as a consent needs; no guess at what was meant is enough. Pure."""

import re

_AGREES = re.compile(
    r"同意|童意|授[权權]|愿意|願意|可以|好|行|成|中|[嗯恩]|[对對]|是|要|接受|确认|確認|不[错錯]"
    r"|[没沒](?:问题|問題|意[见見])|来吧|來吧|开始|開始|[测測]吧|继续|繼續"
    r"|\b(?:yes|yeah|yep|yup|ok|okay|sure|agree|consent|accept|fine|right|alright|go ahead"
    r"|of course|absolutely|definitely|let'?s|please do|do it|proceed|carry on|no problem"
    r"|why not)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"不(?![错錯]|好意思)|别|別|[没沒](?!问题|問題|意[见見])|再说|再說|等等|考虑|考慮"
    r"|\b(?:no(?! problem)|(?<!why )not|never|don'?t|won'?t|can'?t|disagree|later|wait)\b",
    re.IGNORECASE,
)


def agrees(text: str) -> bool:
    """Whether the words say yes and nothing in them takes it back."""
    return _AGREES.search(text) is not None and _REFUSES.search(text) is None
