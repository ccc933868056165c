"""What a briefing's file says of itself in its properties: the request, and the fingerprint of its figures."""
from __future__ import annotations

from ntm.briefing.content import Content
from ntm.briefing.fingerprint import fingerprint


def custom_properties(content: Content) -> dict[str, str]:
    """The custom document properties; what was not asked for is empty, so that every file has the same names."""
    asked = content.request
    return {
        "ntm-kind": asked.kind, "ntm-as-of": asked.as_of.isoformat(), "ntm-known-at": asked.known_at.isoformat(),
        "ntm-lang": asked.lang, "ntm-district": asked.district or "", "ntm-commune": asked.commune or "",
        "ntm-fingerprint": fingerprint(content),
    }
