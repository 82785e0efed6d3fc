"""Tell uv where pip was told to look for packages; it must not know which packages.

uv does not read pip's configuration, and a machine behind a mirror has often only that.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping


def pip_options(listing: str, environ: Mapping[str, str]) -> dict[str, str]:
    """Return pip's options from the output of `pip config list` and the PIP_ variables."""
    options: dict[str, str] = {}
    lines = [line.partition("=") for line in listing.splitlines()]
    for section in ("global.", "install."):  # the second wins, as it does for pip
        for key, _, value in lines:
            if key.startswith(section):
                options[key[len(section) :]] = str(ast.literal_eval(value))
    for name, value in environ.items():
        if name.startswith("PIP_") and value:
            options[name[4:].lower().replace("_", "-")] = value
    return options


def uv_environ(options: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, str]:
    """Return `environ` with pip's `options` in uv's words; a variable that is set already wins."""
    extra = [
        url
        for url in options.get("extra-index-url", "").split()
        if url.startswith(("http://", "https://"))
    ]
    told = {
        "UV_DEFAULT_INDEX": options.get("index-url", ""),
        "UV_INDEX": " ".join(extra),
        # Every file must match a hash of ours, so it does not matter which index has it.
        "UV_INDEX_STRATEGY": "unsafe-best-match" if extra else "",
        "UV_FIND_LINKS": ",".join(options.get("find-links", "").split()),
        "UV_NO_INDEX": "1" if options.get("no-index", "") in {"1", "true", "yes", "on"} else "",
        "UV_INSECURE_HOST": " ".join(options.get("trusted-host", "").split()),
        "UV_HTTP_TIMEOUT": options.get("default-timeout") or options.get("timeout", ""),
        "SSL_CERT_FILE": options.get("cert", ""),
        "ALL_PROXY": options.get("proxy", ""),
    }
    if environ.get("UV_INDEX_URL"):
        del told["UV_DEFAULT_INDEX"]  # the newer name of the same setting would hide it
    merged = {**{name: value for name, value in told.items() if value}, **environ}
    # The environment that a developer happens to be in is not the one to fill.
    merged.pop("VIRTUAL_ENV", None)
    return merged
