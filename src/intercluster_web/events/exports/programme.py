"""The printed programme: what takes place beside the meetings, and when people meet."""

from django.utils.translation import gettext as _

from intercluster.export import Block, Heading, Language, Paragraph, TableBlock, to_docx
from intercluster_web.events.exports.paper import where_and_when
from intercluster_web.events.models import Event
from intercluster_web.events.presentation.calendars import clock
from intercluster_web.events.presentation.programme import programme_tables
from intercluster_web.events.queries.event_places import slots_by_day
from intercluster_web.events.queries.programme import items


def programme_docx(event: Event, language: Language) -> bytes:
    """The programme as a document to change, translate and print."""
    title = _("Programme: %(title)s") % {"title": event.title}
    blocks: list[Block] = [Heading(title, 0), Paragraph(where_and_when(event))]
    blocks.append(Paragraph(_("Organised by %(owner)s.") % {"owner": event.owner.name}))
    if event.about:
        blocks.append(Paragraph(event.about))
    blocks += [TableBlock(table) for table in programme_tables(event, items(event, cancelled=False))]
    hours = [
        f"{day:%d/%m/%Y}: {clock(slots[0].starts, event)}–{clock(slots[-1].ends, event)}"
        for day, slots in slots_by_day(event).items()
    ]
    if hours:
        blocks += [Heading(_("Meetings"), 1), Paragraph(" · ".join(hours))]
        blocks.append(Paragraph(_("Everybody has a timetable of their own.")))
    blocks.append(Paragraph(_("Times are those of %(zone)s.") % {"zone": event.time_zone}, muted=True))
    return to_docx(blocks, language, title=title)
