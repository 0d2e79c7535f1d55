"""What the import says, in the reader's language. The English is the library's own; a test holds them together."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "not_found": (_("There is no such file or folder."), _("Check the path.")),
    "nothing_known": (
        _("Nothing here has a layout we read."),
        _(
            "Give project.csv, organization.csv, euroSciVoc.csv or topics.csv of CORDIS, alone, in a folder "
            "or in the official zip, or a regional structural business statistics file of Eurostat (TSV or SDMX-CSV)."
        ),
    ),
    "empty_file": (_("The file is empty."), _("Download it again.")),
    "header_only": (_("The file has a header and no rows."), _("Download it again.")),
    "wrong_delimiter": (
        _("Columns are separated by {found}, not by {expected}."),
        _("Save the file with {expected} between columns, or name its separator: --delimiter {found}"),
    ),
    "missing_columns": (
        _("Columns are missing: {columns}."),
        _("Use the official layout of CORDIS; the first line must name the columns."),
    ),
    "damaged": (_("The file is damaged or cut short: {why}."), _("Download it again.")),
    "encrypted": (_("The archive is protected by a password."), _("Unpack it first and import the folder.")),
    "unsafe_name": (
        _("The archive holds a name that leaves its folder."),
        _("Do not use this archive; download it from CORDIS itself."),
    ),
    "too_big": (
        _("It unpacks to {size}, {ratio} times its packed size; the limits are {limit} and {most} times."),
        _("Do not use this archive; download it from CORDIS itself."),
    ),
    "undecodable": (
        _("The text is not {encoding}: this line holds bytes that have no meaning in it."),
        _("Save the file as UTF-8, or name its encoding: --encoding cp1252"),
    ),
    "unknown_encoding": (_("There is no encoding of this name."), _("Use for example utf-8 or cp1252.")),
    "cell_too_long": (
        _("A cell is longer than {limit} characters; reading stopped here."),
        _("Look for a quotation mark that is missing, or shorten the cell."),
    ),
    "unclosed_quote": (
        _("A quotation mark that opens in this row is never closed."),
        _("Close it, or write it twice where it belongs to the text."),
    ),
    "bad_quote": (_("A quotation mark stands inside a quoted cell."), _('Write it twice: ""')),
    "too_many_bad": (
        _("More than {count} rows do not fit the header; reading stopped here."),
        _("Check that this is the file it is named after."),
    ),
    "nul_byte": (_("The line holds a NUL byte."), _("Remove it, or download the file again.")),
    "wrong_cell_count": (
        _("The row has {found} cells, the header {expected}."),
        _("Look for a separator or a quotation mark too many or too few."),
    ),
    "missing_value": (_("The cell must not be empty."), _("Fill it in.")),
    "bad_identifier": (_("This is not a number of digits only."), _("Give the identifier CORDIS uses.")),
    "not_a_number": (_("This is not a number."), _("Write digits and at most one decimal mark: 1234.5 or 1234,5")),
    "not_a_date": (_("This is not a date."), _("Write it as 2019-05-31 or 31/05/2019.")),
    "duplicate_key": (_("The same {key} is already on line {first}."), _("Keep one of the two rows.")),
    "unknown_project": (
        _("No project has this number, neither in these files nor in the evidence loaded."),
        _("Import project.csv of the same programme with this file."),
    ),
    "two_projects": (
        _("The grant number belongs to {grant} and the record number (rcn) to {rcn}."),
        _("Correct one of the two numbers."),
    ),
    "unknown_framework": (
        _("The framework programme is none of FP7, H2020 and HORIZON."),
        _("Correct the cell, or name the programme: --framework H2020"),
    ),
    "unknown_country": (_("This is no country code of ISO 3166-1 (UK and EL are read too)."), _("Correct the code.")),
    "unknown_nuts": (
        _("This is no NUTS code of any version from 2006 to 2024."),
        _("Correct the code, or leave the cell empty: the place is then taken from the geolocation or the country."),
    ),
    "bad_geolocation": (_("This is not a latitude and a longitude."), _("Write degrees: 48.85,2.35")),
    "bad_choice": (_("This is none of {choices}."), _("Correct the cell or leave it empty.")),
    "cannot_write": (
        _("The new evidence cannot be written: {why}."),
        _("Make room or allow writing, then import again; the evidence loaded before is untouched."),
    ),
    "busy": (_("Another import is running."), _("Wait until it has finished.")),
    "unknown_concept": (
        _("The vocabulary has no such EuroSciVoc code ({count} rows): these tags are left out."),
        _("Nothing to do."),
    ),
    "zone_elsewhere": (
        _("The NUTS code lies in {zone_country}, the organisation in {country}: only the country is kept."),
        _("Correct the code in your file if you can."),
    ),
    "read_as": (_("The file is not UTF-8; it was read as {encoding}, which lost nothing."), _("Nothing to do.")),
    "ignored": (_("The file is not needed and was left aside."), _("Nothing to do.")),
    "kept_missing": (
        _("{count} projects have fewer participants here than in the evidence loaded: those not named were kept."),
        _("If the file is meant to be complete, look for rows that are missing."),
    ),
    "kept_newer": (
        _("{count} projects were left as they are: the evidence loaded is newer than the file."),
        _("Nothing to do."),
    ),
}
SEVERITIES = {
    "file": _("the whole file"),
    "row": _("the row"),
    "cell": _("the cell"),
    "warning": _("warning"),
    "notice": _("notice"),
}
STAGES = {
    "reading": _("Reading the files"),
    "checking": _("Checking every row"),
    "merging": _("Bringing together with what is loaded"),
    "writing": _("Writing"),
}
TABLES = {
    "organisations": _("organisations"),
    "projects": _("projects"),
    "participations": _("participations"),
    "project_fields": _("tags of projects with fields"),
    "employment": _("figures of employment"),
}
LAYOUTS = {
    "project": _("projects"),
    "organization": _("organisations and participations"),
    "euroSciVoc": _("EuroSciVoc tags"),
    "topics": _("topics of calls"),
    "employment": _("figures of employment"),
}
LINK_REASONS = {
    "name same_words": _("the names have the same words"),
    "name misspelt": _("the names differ by a few letters"),
    "name most_words": _("the names share almost all that tells them apart"),
    "name contained": _("one name holds the other"),
    "name half_words": _("the names share half of what tells them apart"),
    "name same_acronym": _("one name is the acronym of the other"),
    "name different": _("the names differ"),
    "place same_city": _("same city"),
    "place same_nuts3": _("cities of one NUTS 3 region"),
    "place same_nuts2": _("cities of one NUTS 2 region"),
    "place different": _("different places"),
    "activity_type same": _("same type of activity"),
    "activity_type different": _("different types of activity"),
    "prior few": _("few pairs that share a rare word are one organisation"),
}
UNKNOWN = {
    "name": _("name: not known on both sides"),
    "place": _("place: not known on both sides"),
    "activity_type": _("type of activity: not known on both sides"),
}
OUTCOMES = {
    "written": _("The new evidence is in force."),
    "unchanged": _("Nothing would change: the evidence is left as it is."),
    "dry_run": _("The files are sound. Nothing is written yet."),
    "refused": _("There is something to correct. Nothing was written."),
}


def reason(code: str, params: Mapping[str, Any]) -> str:
    """Why it is a problem."""
    return str(REASONS[code][0]).format_map(dict(params))


def advice(code: str, params: Mapping[str, Any]) -> str:
    """What to do about it."""
    return str(REASONS[code][1]).format_map(dict(params))


def severity(code: str) -> str:
    """What cannot be used because of it."""
    return str(SEVERITIES[code])


def outcome(code: str) -> str:
    """How an import ended."""
    return str(OUTCOMES.get(code, ""))


def link_reason(aspect: str, result: str | None) -> str:
    """How a comparison of two organisations came out."""
    return str(UNKNOWN[aspect] if result is None else LINK_REASONS[f"{aspect} {result}"])
