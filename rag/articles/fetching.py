"""Fetches one web address within limits: public machines only, checked anew at each redirect.

The connection is made to the very address that was checked, so that a name cannot be bound to
another one in between.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx2

from rag.errors import ArticleError
from rag.store.deadline import DeadlinePassed, within

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

MOST_HOPS = 5
PAGES = frozenset({"text/html", "application/xhtml+xml"})
FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/xml", "text/xml"})
TEXTS = frozenset({"text/plain", "text/markdown"})
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PROTOCOL = ipaddress.IPv4Network("192.0.0.0/24")
_HEADERS = {
    "User-Agent": "Dateline",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain;q=0.5",
    # A compressed body could grow without bound before its size is known.
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave in the end; `kind` is its media type, `charset` what the server says."""

    url: str
    kind: str
    charset: str | None
    data: bytes


def is_public(address: IPAddress) -> bool:
    """Tell whether an address belongs to the open internet, and hides no other one inside.

    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1"))
    False
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    elif address in _PROTOCOL:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_private)


def resolve(host: str, port: int) -> list[str]:
    """Give the numeric addresses of a host, as this machine resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches addresses; `allows` says which machines may be asked, `resolve` where a name leads.

    `timeout_s` is the total time of one address, redirects included.
    """

    max_bytes: int
    timeout_s: float = 20.0
    allows: Callable[[IPAddress], bool] = is_public
    resolve: Callable[[str, int], Sequence[str]] = resolve

    def fetch(self, address: str) -> Fetched:
        """Give what an address holds.

        Raises:
            ArticleError: the address is no public http(s) address, does not answer in time, or gives
                too much or something that is no page, feed or text.
        """
        ends_at = time.monotonic() + self.timeout_s
        try:
            return within(self.timeout_s, lambda: self._follow(address, ends_at))
        except DeadlinePassed as error:
            raise ArticleError(f"{address}: no whole answer within {self.timeout_s:g} s") from error

    def _follow(self, address: str, ends_at: float) -> Fetched:
        url = _checked_url(address, shown=address)
        with httpx2.Client(trust_env=False, timeout=self.timeout_s, headers=_HEADERS) as client:
            for _ in range(MOST_HOPS + 1):
                try:
                    reply = self._hop(client, url, ends_at, shown=address)
                except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                    raise ArticleError(f"{address}: cannot be fetched ({type(error).__name__})") from error
                if isinstance(reply, Fetched):
                    return reply
                url = reply
        raise ArticleError(f"{address}: leads on more than {MOST_HOPS} times")

    def _hop(
        self, client: httpx2.Client, url: httpx2.URL, ends_at: float, *, shown: str
    ) -> Fetched | httpx2.URL:
        host = url.raw_host.decode("ascii")
        request = client.build_request(
            "GET", url.copy_with(host=self._numeric(url, shown)), headers={"Host": url.netloc.decode("ascii")}
        )
        # The certificate is that of the name, though the connection is to the number.
        request.extensions = {**request.extensions, "sni_hostname": host}
        response = client.send(request, stream=True)
        try:
            if response.is_redirect and "location" in response.headers:
                return _checked_url(str(url.join(response.headers["location"])), shown=shown)
            return self._read(response, str(url), ends_at, shown)
        finally:
            response.close()

    def _numeric(self, url: httpx2.URL, shown: str) -> str:
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = self.resolve(url.host, port)
        except (OSError, UnicodeError) as error:
            raise ArticleError(f"{shown}: there is no host {url.host!r}; check the address") from error
        for each in found:
            if not self.allows(ipaddress.ip_address(each.partition("%")[0])):
                raise ArticleError(
                    f"{shown}: {url.host!r} is on a private network or this machine; "
                    "only public addresses are fetched. Save the page and add the file"
                )
        if not found:
            raise ArticleError(f"{shown}: there is no host {url.host!r}; check the address")
        return found[0]

    def _read(self, response: httpx2.Response, url: str, ends_at: float, shown: str) -> Fetched:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if response.status_code != 200:
            raise ArticleError(f"{shown}: the server answers {response.status_code}")
        if kind not in PAGES | FEEDS | TEXTS:
            raise ArticleError(f"{shown}: is {kind or 'of no stated type'}, not a page, a feed or a text")
        if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
            raise ArticleError(f"{shown}: comes compressed though it was asked not to; save the page instead")
        data = bytearray()
        for part in response.iter_raw():
            data += part
            if len(data) > self.max_bytes:
                raise ArticleError(f"{shown}: larger than {self.max_bytes / 1_000_000:g} MB")
            if time.monotonic() > ends_at:
                raise ArticleError(f"{shown}: no whole answer within {self.timeout_s:g} s")
        return Fetched(url=url, kind=kind, charset=response.charset_encoding, data=bytes(data))


def _checked_url(address: str, *, shown: str) -> httpx2.URL:
    try:
        url = httpx2.URL(address.strip())
    except (httpx2.InvalidURL, ValueError) as error:
        raise ArticleError(f"{shown}: is no web address; write it like https://example.org/page") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise ArticleError(f"{shown}: is no web address; write it like https://example.org/page")
    if url.userinfo:
        raise ArticleError(f"{shown}: holds a name or password; addresses with them are not fetched")
    return url.copy_with(fragment=None)
