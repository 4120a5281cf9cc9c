"""The reading room: pages over a library, each with a JSON twin at the same address + `.json`.

How to add a page

1. Write the question as a view, `views/NAME.py`: `(reader, params) -> Struct`. Pages ask; they never compute what the record says.
2. Write `serve/pages/NAME.py` with one constant:

       PAGE = Page(name="quotes", path="/quotes", nav="Quotes", ask=ask, template="quotes.html")

   and its `ask(desk, ...) -> Struct`. The other parameters of `ask` are the query parameters of page and twin, checked and documented
   from their annotations (the common ones are in `serve/query.py`: Since, Until, ActorWords, TypeName, PlaceWords, Number, AsOf...). The
   annotations of `ask` must be importable at run time (not below TYPE_CHECKING). Raise `UnknownIdError` for what is not there (404)
   and ValueError for a filter that makes no sense (400); the message is shown. `desk.reader` is the library's reader; a parameter in
   the path is written `/story/{key:str}`. `ask` runs in a worker thread: blocking is fine, global state is not.
   Things that only the template needs (drawings, links) come from `dress=function(answer, desk) -> dict`.
3. Write `serve/templates/NAME.html`: `{% extends "base.html" %}`, blocks `title` and `main`. `answer` is the Struct, `desk` the request
   (`desk.here(name=value)` is this address with a parameter changed), `url("/path", name=value)` makes an address, `link(address)` a link
   out or, if it is not http(s), text. Macros for filter forms, paging, badges and party names are in `parts.html`. Everything is escaped;
   drawings are SVG in the template or a macro. Neither script nor style may stand in the page: what needs script goes into
   `static/diurna.js` as an addition to markup that works without it, styles into `static/diurna.css`.
4. Add the module's name to `PAGES` in `serve/registry.py`.

More handlers of a page (POST, downloads) go into `ROUTES: list` of its module, as Litestar handlers that take `desk: Asked` (`serve/room.py`). A form
that POSTs carries `{{ csrf_field(desk) }}`; `app.py` refuses a POST without it, and the guard one from another origin.
"""

from .app import create_app

__all__ = ["create_app"]
