"""Field types that every record shares. They check form only; what refers to what is checked in `rules`."""

from __future__ import annotations

import datetime
import re
from abc import ABC, abstractmethod
from typing import Annotated, Any, LiteralString, Self
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import shortnumberinfo
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from core.messages import Said, _
from core.routes import RESERVED_IDS

MAX_ID_LENGTH = 60
LAST_YEAR = 2040
"""No day of this project lies later; one that does is mistyped."""
_NOT_KNOWN = re.compile(
    r"(?:okän[dt]a?|oklart|vet (?:ej|inte)|(?:ej|inte) (?:känt|angivet|klart)|uppgift(?:er)? saknas|ingen uppgift"
    r"|un?k+n?o?w+n?|[?–—-]+|\.{2,}|…|n/a|tbd|xx+)[.!]?",
    re.IGNORECASE,
)
# What is meant as Markdown; other signs of it are shown as they are written, as part of somebody's text.
_MARKDOWN = re.compile(
    r"\*\*[^*\n]+\*\*|~~[^~\n]+~~|!?\[[^\]\n]+\](?:\([^)\s]+\)|\[[^\]\n]*\])"
    r"|<br ?/?>|</(?:a|b|i|p|em|strong|li|ul|div|span)>"
)


class Record(BaseModel):
    """Base of all records: frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def how_to_add(cls, value: Any, place: tuple[str | int, ...]) -> Said:  # noqa: ARG003 - a record may look at them
        """Say what to do about the key that is missing at a place of a record, `value` as it was read."""
        return _("add it")


class WrittenAsText(ABC):
    """Base of what has parts in a record and is one text in the data and in the open data."""

    @classmethod
    @abstractmethod
    def parse(cls, text: str) -> Self:
        """Read it as it is written; `PydanticCustomError` for what is none."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Let a record hold it: read by `parse`, given back by `str`."""
        read = core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())
        return core_schema.no_info_before_validator_function(
            lambda value: str(value) if isinstance(value, cls) else value,
            read,
            serialization=core_schema.to_string_ser_schema(when_used="always"),
        )


def _refuse(kind: LiteralString, message: Said, **context: Any) -> PydanticCustomError:
    return PydanticCustomError(kind, message, context)


# Five to eight digits after the area code, in the groups that they are read in; six or more after 020 and 0200. A digit
# that is lost from one group leaves groups that no number has.
_GROUPED = re.compile(
    r"0(?!20)[1-9]\d{0,2}[ –-]\d{3} \d\d"
    r"|0[1-9]\d{0,2}[ –-](?:\d\d \d\d \d\d|\d{3} \d{3}|\d{3} \d\d \d\d|\d{3} \d{3} \d\d)"
)
_LAST_GROUP = re.compile(r".*\d\d", re.DOTALL)
_QUOTES = '”“„"«»'
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2028\u2029\ufeff\ufffd]")


def _check_text(value: str) -> str:
    if not value.strip():
        raise _refuse("text_empty", _("the text is empty; write it or remove the record"))
    if value != value.strip():
        raise _refuse("text_untrimmed", _("blanks stand before or after the text; remove them"))
    if bad := _CONTROL.search(value):
        raise _refuse("text_control", _("an invisible character ({code}); remove it"), code=f"U+{ord(bad[0]):04X}")
    if value != "unknown" and _NOT_KNOWN.fullmatch(value):
        raise _refuse("text_unknown", _("'{text}' is no text; write unknown where no source says"), text=value)
    if written := _MARKDOWN.search(value):
        raise _refuse(
            "text_markdown",
            _("'{words}' is Markdown and would be shown with its signs; write plain words"),
            words=written[0],
        )
    if (value[0] in _QUOTES or value[-1] in _QUOTES) and sum(map(value.count, _QUOTES)) % 2:
        raise _refuse(
            "text_quotes",
            _("'{text}' begins or ends with a quotation mark that has no other; take it away, or write the other too"),
            text=value,
        )
    return value


def _check_line(value: str) -> str:
    if "\n" in value:
        raise _refuse("text_lines", _("a line break in a text of one line; write it on one line, or fold it with >-"))
    return value


def check_id(value: str) -> str:
    """Return an id unchanged, or refuse it."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value) or len(value) > MAX_ID_LENGTH:
        raise _refuse(
            "id_form", _("'{id}' is not an id; use a-z, 0-9 and single hyphens, at most 60 characters"), id=value
        )
    return value


def _check_unreserved(value: str) -> str:
    if value in RESERVED_IDS:
        raise _refuse("id_reserved", _("'{id}' is a word of the site's addresses; choose another id"), id=value)
    return value


def check_url(value: str) -> str:
    """Return an absolute http(s) address unchanged, or refuse it with the reason."""
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise _refuse("url_form", _("'{url}' is not an address; correct it"), url=value) from None
    if parts.scheme not in {"http", "https"}:
        raise _refuse("url_scheme", _("'{url}' is neither https nor http; write the full address"), url=value)
    if re.search(r"[\s<>\"\\^`{|}]", value) or not value.isprintable():
        raise _refuse(
            "url_char", _("'{url}' holds a blank or a sign that no address has; remove it or encode it"), url=value
        )
    if not host or "." not in host or host.startswith(".") or ".." in host:
        raise _refuse("url_host", _("'{url}' has no host such as 1177.se; correct it"), url=value)
    if parts.username or parts.password:
        raise _refuse("url_user", _("'{url}' carries a user name; remove it"), url=value)
    if re.search(r"(?:^|&)(?:generated_by|hash)=", parts.query):
        raise _refuse(
            "url_key", _("'{url}' carries a personal share key; cut it off from the question mark"), url=value
        )
    return value


def _check_phone(value: str) -> str:
    form = _("'{number}' is not a phone number; write +46… without blanks, or a short number such as 112")
    try:
        number = phonenumbers.parse(value, "SE")
    except phonenumbers.NumberParseException:
        raise _refuse("phone_form", form, number=value) from None
    if not value.startswith("+"):
        if re.fullmatch(r"116[0-9]{3}", value):
            return value  # the harmonised European series, which the library's Swedish data does not hold whole
        if not (value.isascii() and value.isdecimal()) or not shortnumberinfo.is_valid_short_number_for_region(
            number, "SE"
        ):
            raise _refuse("phone_form", form, number=value)
        return value
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    # Another way to write the same digits is told; what the library makes of anything else is another number.
    digits = re.sub(r"[ ()./–-]", "", value)
    if written not in {digits, digits.replace("+460", "+46", 1)}:
        raise _refuse("phone_form", form, number=value)
    if not phonenumbers.is_valid_number(number):
        raise _refuse(
            "phone_invalid",
            _("'{number}' cannot be called (wrong length or series); check it at its source"),
            number=value,
        )
    if written != value:
        raise _refuse(
            "phone_spelling", _("'{number}' must be written {written}; correct it"), number=value, written=written
        )
    return value


def _check_phone_text(value: str) -> str:
    """Refuse a number with another sign in it, an O for a nought among them; what was meant is not guessed."""
    if bad := re.search(r"[^0-9 ()–-]", value.removeprefix("+")):
        raise _refuse(
            "phone_text_sign",
            _("'{number}' holds '{sign}', which stands in no telephone number; ask for it again"),
            number=value,
            sign=bad[0],
        )
    national = re.sub(r"^\+46 ?", "0", value)
    if not (_GROUPED if national.startswith("0") else _LAST_GROUP).fullmatch(national):
        raise _refuse(
            "phone_text_groups",
            _(
                "'{number}' is not grouped as a Swedish number, so a digit may be missing; check it at its source and "
                "write it such as 042-10 50 00, 0411-555 55 or 08-123 456 78"
            ),
            number=value,
        )
    return value


def check_role(value: str) -> str:
    """Refuse the name of a person: who checks is told by the role alone."""
    if name := re.search(r"\b[A-ZÅÄÖ][a-zåäö]+", value):
        raise _refuse(
            "role_name",
            _("'{name}' looks like a name; write the role in small letters, such as redaktör"),
            name=name[0],
        )
    return value


def _check_digits(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]+", value):
        raise _refuse("digits", _("'{value}' is not a number; write digits"), value=value)
    return value


def _check_day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        message = _("'{value}' is not a day that exists; write year-month-day, such as 2026-09-10")
        raise _refuse("day_form", message, value=value)
    if isinstance(value, str) and int(value[:4]) > LAST_YEAR:
        raise _refuse("day_far", _("'{value}' lies past {last}; correct the year"), value=value, last=LAST_YEAR)
    return value


def _no_bare_string(value: Any) -> Any:
    if isinstance(value, str):
        raise _refuse("bare_text", _("'{value}' stands where a list must be; write it as [{value}]"), value=value)
    return value


# What an editor's program underlines while one writes; the validators say it better when the check is run.
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Text = Annotated[str, AfterValidator(_check_text), Field(json_schema_extra={"minLength": 1})]
"""Running text; a line break begins a new paragraph."""
Line = Annotated[
    str,
    AfterValidator(_check_text),
    AfterValidator(_check_line),
    Field(json_schema_extra={"minLength": 1, "pattern": r"^[^\n]*$"}),
]
"""Text of one line."""
Role = Annotated[Line, AfterValidator(check_role)]
"""Who does something, as a role; never a person's name."""
Ref = Annotated[
    str, AfterValidator(check_id), Field(json_schema_extra={"pattern": ID_PATTERN, "maxLength": MAX_ID_LENGTH})
]
"""The id of another record."""
Id = Annotated[
    str,
    AfterValidator(check_id),
    Field(
        description="Permanent id, a-z 0-9 and hyphens; it stands in addresses and citations.",
        examples=["anhorigstod"],
        json_schema_extra={"pattern": ID_PATTERN, "maxLength": MAX_ID_LENGTH},
    ),
]
PageId = Annotated[Id, AfterValidator(_check_unreserved)]
"""An id that is also an address."""
Url = Annotated[
    str, AfterValidator(check_url), Field(json_schema_extra={"format": "iri", "pattern": "^https?://[^ ]+$"})
]
Phone = Annotated[
    str,
    AfterValidator(_check_phone),
    Field(
        description="E.164 (+46…) or a Swedish short number.",
        examples=["+4642105000", "112"],
        json_schema_extra={"pattern": r"^(\+[1-9][0-9]{6,14}|[0-9]{3,6})$"},
    ),
]
PhoneText = Annotated[Line, AfterValidator(_check_phone_text)]
"""A number as it is written for reading."""
Whole = Annotated[int, BeforeValidator(_check_digits)]
"""A whole number, written with digits alone."""
Decimal = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Day = Annotated[
    datetime.date, BeforeValidator(_check_day), Field(json_schema_extra={"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]
"""A day, written year-month-day."""
DELMAL = range(1, 8)
"""The numbers of the delmål of the national strategy."""
Delmal = Annotated[
    Whole, Field(ge=DELMAL[0], le=DELMAL[-1], description="Number of a delmål in the national strategy.")
]
ListInput = BeforeValidator(_no_bare_string)
Quotes = Annotated[
    tuple[Annotated[Line, Field(min_length=2)], ...],
    ListInput,
    Field(
        description="Words by which the agreement names it, just as they stand there: each clause that is cited holds "
        "one of them. [] for what the agreement does not name.",
        examples=[["Självhjälpshuset Ljusglimten"]],
    ),
]
Refs = Annotated[tuple[Ref, ...], ListInput]
