"""Phone numbers as Indonesian people write them, kept in the international form (E.164)."""

import phonenumbers

SHORTEST = 10_000_000  # eight digits without the leading 0: a fixed line with its area code


def normalised(text: str, region: str = "ID") -> str | None:
    """`+6281234567890` for `0812-3456-7890`, or None where it can't be a number."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number(number)
    if not possible or (number.national_number or 0) < SHORTEST:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable(e164: str, region: str = "ID") -> str:
    """`0812-3456-7890` for the kept form; the text itself where it is none."""
    try:
        number = phonenumbers.parse(e164, region)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
