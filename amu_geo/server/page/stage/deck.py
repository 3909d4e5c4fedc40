"""`/presenter.pptx`: the talk of a view as slides that can be edited, as its speaker wants it.

Her choices come with the request, in its body: no log and no cache ever holds them.
"""

from __future__ import annotations

import threading
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from amu_geo.server.http.problems import RefusedError, read_only
from amu_geo.server.http.query import strict_view
from amu_geo.server.page.stage.answer import talk_of
from amu_geo.site import origin
from amu_geo.stage.own import EXPECTED, LARGEST, Own, UnreadableTalkError

FIELD = "expose"
# As a form writes it: each letter may take nine bytes.
_MOST = 9 * LARGEST
# A deck takes a second or two of one core: never more than one at a time.
_making = threading.Lock()


async def answer(request: Request) -> Response:
    """The slides; by POST with the speaker's choices, by GET without any."""
    body = await _body(request) if request.method == "POST" else b""

    def made(asked: Request) -> Response:
        return _made(asked, body)

    # For whoever reads, a request with a body that is forgotten is a reading like any other.
    return await run_in_threadpool(read_only(made, "POST"), request)


async def _body(request: Request) -> bytes | None:
    """What the form sent; None when it is larger than any talk."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return None
    return bytes(body)


def _made(request: Request, body: bytes | None) -> Response:
    from amu_geo.slides.deck import MEDIA_TYPE, file_name
    from amu_geo.stage.deck import talk_deck

    view, own = strict_view(request.query_params), _own(body)
    talk = talk_of(view, origin("https", {}))
    with _making:
        content = talk_deck(talk, own, origin(request.url.scheme, request.headers))
    name = file_name(view.coverage, view.region).replace("observatoire", "expose", 1)
    headers = {
        "Content-Language": "fr",
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


def _own(body: bytes | None) -> Own:
    if body is None:
        raise RefusedError(400, f"Cet exposé dépasse 100 ko. {EXPECTED}", FIELD)
    try:
        told = parse_qs(body.decode("utf-8"), max_num_fields=4).get(FIELD, [""])[0]
        return Own.read(told) if told else Own()
    except (UnreadableTalkError, ValueError) as error:
        said = str(error) if isinstance(error, UnreadableTalkError) else EXPECTED
        raise RefusedError(400, said, FIELD) from error
