"""The route that gives the coordinator all forms of a round as one .zip."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from tracker.access.rights import NotAllowed
from tracker.web.visits import current_actor
from tracker.workflow.faults import StoreError
from tracker.workflow.round_forms import archive_name, stream_forms
from tracker.workflow.workspace import shared_workspace

FORMS_PATH = "/tai-ve/bieu/{round_id}.zip"


async def _send(request: Request) -> Response:
    return await to_thread.run_sync(_answer, request)


def _answer(request: Request) -> Response:
    workspace = shared_workspace()
    try:
        one = workspace.store.find_round(request.path_params["round_id"])
        pieces = stream_forms(workspace, one, current_actor(workspace, request))
    except NotAllowed as error:
        return PlainTextResponse(str(error), 403, {"Cache-Control": "no-store"})
    except StoreError as error:
        return PlainTextResponse(str(error), 404, {"Cache-Control": "no-store"})
    headers = {
        "Content-Disposition": f'attachment; filename="{archive_name(one)}"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)


round_form_routes = [Route(FORMS_PATH, _send, methods=["GET"])]
