"""The keys by which names are matched, however they were typed: composed or not, old or new place of the tone mark."""
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Icelandic eth and African d stand for Đ in texts from old keyboards; apostrophes vary in names like M'Drắk.
_LETTERS = str.maketrans({
    **dict.fromkeys("ÐðƉɖ", "đ"), **dict.fromkeys("’‘ʼ`´", "'"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
})
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWEL = "aeiouy"
_SYLLABLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")


@lru_cache(maxsize=4096)
def normalise_name(text: str) -> str:
    """Return the key by which names are matched: NFC, lower case, tone marks in one place (hoà = hòa), accents kept.

    Ð becomes đ, no-break spaces and runs of blanks one space, zero-width characters nothing.
    """
    lowered = unicodedata.normalize("NFD", text.translate(_LETTERS).lower())
    return " ".join(unicodedata.normalize("NFC", _SYLLABLE.sub(_place_tone, lowered)).split())


def strip_accents(text: str) -> str:
    """`normalise_name` without any accent: "Bình Trung" and "Binh  trung" give "binh trung"."""
    letters = unicodedata.normalize("NFD", normalise_name(text).replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _place_tone(found: re.Match[str]) -> str:
    """One syllable (NFD) with its tone mark last on the vowel where the old style puts it: hòa, thủy, quý, già."""
    syllable = found.group()
    tones = [c for c in syllable if c in _TONES]
    if len(tones) != 1:
        return syllable
    letters = re.findall(r"[^\u0300-\u036f][\u0300-\u036f]*", syllable.replace(tones[0], ""))
    vowels = [i for i, letter in enumerate(letters) if letter[0] in _VOWEL]
    onset = "".join(letters[:2])
    if onset in ("qu", "gi") and len(vowels) > 1:  # there u and i belong to the consonant
        vowels = vowels[1:]
    if not vowels:
        return syllable
    place = _toned_vowel(letters, vowels)
    return "".join(letters[:place]) + letters[place] + tones[0] + "".join(letters[place + 1:])


def _toned_vowel(letters: list[str], vowels: list[int]) -> int:
    if shaped := [i for i in vowels if len(letters[i]) > 1]:  # ă â ê ô ơ ư take the tone
        return shaped[-1]
    if vowels[-1] < len(letters) - 1:  # a consonant follows: hoàn, huỳnh
        return vowels[-1]
    return vowels[1] if len(vowels) == 3 else vowels[0]
