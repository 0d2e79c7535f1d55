"""A draft of a timetable from the workbook that its page gives out, changed by hand or by another program."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Router, UploadedFile

from intercluster_web.api_writing import all_refused, checked
from intercluster_web.events.actions import plan as runs
from intercluster_web.events.actions import timetable as actions
from intercluster_web.events.api.timetables import TimetableDetail, timetable_detail, timetable_or_404
from intercluster_web.events.exports import timetable as exports
from intercluster_web.events.forms.plan import WorkbookForm
from intercluster_web.events.queries.access import changeable_or_404

Upload = Annotated[UploadedFile | None, File()]

router = Router(tags=["events: timetables"])

SHOWN = 50


@router.post(
    "/{int:pk}/timetables/read",
    response={201: TimetableDetail},
    operation_id="events_timetable_read",
    summary="Begin a draft from a workbook",
)
def read(request: HttpRequest, pk: int, file: Upload = None) -> Any:
    """The workbook at ``layout_xlsx`` of a timetable, as multipart/form-data. Where a cell is wrong nothing is written;
    each fault names its sheet, row and column (422)."""
    event = changeable_or_404(request.user, pk)
    form = checked(WorkbookForm({}, {"file": file} if file else {}))
    try:
        case, schedule = exports.read_layout(event, form.cleaned_data["file"].read())
    except exports.LayoutError as error:
        raise all_refused((("file",), fault) for fault in error.faults[:SHOWN]) from error
    draft = actions.begin_with(request.user, event, runs.places_from(case, schedule), {"origin": "file"})
    return 201, timetable_detail(request, event, timetable_or_404(event, draft.number))
