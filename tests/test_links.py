"""Links: an allow-list, read after cleaning, the same for every format."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mreport.links import allowed

LIVE = [
    "https://scholargate.app/",
    "http://example.com",
    "HTTPS://EXAMPLE.COM/Path",
    "https://doi.org/10.1109/CVPR52688.2022.01042",
    "https://example.com:8080/a?b=c&d=e#f",
    "https://user@example.com/",
    "https://[::1]/",
    "https://127.0.0.1/",
    "https://ตัวอย่าง.ไทย/หน้า",
    "https://xn--o3cw4h.example/",
    "mailto:a@example.com",
    "mailto:a@example.com?subject=x",
]
DEAD = [
    "",
    " ",
    "example.com",
    "//example.com/x",
    "/etc/passwd",
    "#part",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\0script:alert(1)",
    "java\u200bscript:alert(1)",
    "\x01javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>1</script>",
    "data:text/html;base64,eA==",
    "file:///etc/passwd",
    "file://server/share",
    "ftp://example.com/",
    "ms-msdt:/id",
    "ms-word:ofe|u|https://example.com/x.docx",
    "tel:123",
    "blob:https://example.com/1",
    "view-source:https://example.com",
    "https:example.com",
    "https:/example.com",
    "https:///example.com",
    "https:\\\\example.com",
    "https://",
    "https://:80",
    "https://user@",
    "https://[::1",
    "https://exa mple.com",
    "https://example.com/a b",
    "https://example.com/\ta",
    "ht\ttps://example.com",
    "https://exam\u200bple.com",
    "https://exam\u00adple.com",
    "https://exam\u061cple.com",
    "https://exam\u2066ple.com",
    "https://example.com/\u202egpj.exe",
    "\ufeffhttps://example.com",
    "https://example.com/\u00a0a",
    "https://example.com/\ufffd",
    "https://example.com\uff0fevil.com",
    "https://example.com\uff03@evil.com",
    "mailto:",
    "mailto:a@example.com\nbcc:b@example.com",
]


@pytest.mark.parametrize("address", LIVE)
def test_allowed_addresses_are_links_as_written(address):
    """Addresses of the web and of mail stay as they are."""
    assert allowed(address) == address


@pytest.mark.parametrize("address", DEAD, ids=ascii)
def test_all_other_addresses_are_text(address):
    """Other schemes, hidden characters and addresses without a host make no link."""
    assert allowed(address) is None


def test_white_space_around_an_address_is_dropped():
    """Space that a hand left around an address does no harm."""
    assert allowed(" https://example.com/\n") == "https://example.com/"


def test_no_address_is_no_link():
    """Where there is no address there is no link."""
    assert allowed(None) is None


SCHEMES = ["javascript", "JAVASCRIPT", "http", "https", "HTTPS", "mailto", "data", "file", "vbscript", "//", "\\\\", ""]
SIGNS = [
    ":",
    "/",
    "//",
    "\\",
    "\t",
    "\n",
    "\x01",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\uff1a",
    "%3a",
    "&#58;",
    "@",
    "#",
    "?",
    "[",
    "]",
]


@given(st.lists(st.sampled_from(SCHEMES) | st.sampled_from(SIGNS) | st.text(max_size=4), max_size=8).map("".join))
@settings(max_examples=500)
def test_whatever_the_address_it_leads_to_the_web_or_nowhere(address):
    """A link begins with its scheme, letter by letter, and leads to a place; asked again, it is the same."""
    link = allowed(address)
    if link is not None:
        assert re.match("(https?://[^/]|mailto:.)", link, re.IGNORECASE)
        assert not re.search("[\\s\x00-\x20\x7f-\x9f]", link)
        assert allowed(link) == link
