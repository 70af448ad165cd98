"""An invented telegram in sections, each a record of the archives of its own."""

from __future__ import annotations

from collections.abc import Sequence

BODIES = (
    """1. SUMMARY: THE HARVEST OF THE PLAIN IS IN. END SUMMARY.

2. THE MILLS OF THE UPPER VALLEY WORK DAY AND NIGHT AND THE""",
    "RIVER HAS RISEN BY A FOOT.\n\n3. THE PRICE OF BARLEY FELL IN THE MARKET OF ZENDA.",
    "4. THE CHANCELLOR OPENS THE FAIR ON SUNDAY.\n\n5. COMMENT: NOBODY HERE EXPECTS RAIN.",
)
LABELS = "E.O. 11652: GDS\nTAGS: PGOV, EAGR\nSUBJECT: HARVEST OF THE PLAIN\nREF: STATE 2231\n\n"


def section(
    number: int,
    total: int = 3,
    body: str | None = None,
    *,
    serial: int = 42,
    labels: bool = True,
    mark: str = "",
    signed: bool | None = None,
) -> bytes:
    """One section as a record of the archives: it has the number of all, and a film number."""
    heads = f"STRELS  {serial:05d}  {number:02d} OF {total:02d}  141602Z"
    words = BODIES[number - 1] if body is None else body
    signature = "HENTZAU\n" if (number == total if signed is None else signed) else ""
    return (
        "Declassified/Released US Department of State EO Systematic Review 04 MAY 2006\n"
        f"Message Text\nCONFIDENTIAL\n\nPAGE 01        {heads}\n\n21\nACTION EUR-12\n\n"
        "INFO  OCT-01  ISO-00  SS-15  NSC-05  /033 W\n"
        f"                       --------------------- 05481{number}\nP R 141532Z JAN 76\n"
        "FM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC PRIORITY 1234\nINFO AMCONSUL ZENDA\n\n"
        f"C O N F I D E N T I A L SECTION {number} OF {total} STRELSAU {serial:04d}\n\n{mark}"
        f"{LABELS if labels else ''}{words}\n{signature}\nCONFIDENTIAL\n\n\nNNN\n"
        f"Message Attributes\nDocument Number: 1976STRELS{serial:05d}\n"
        f"Film Number: D760123-045{number}\nFrom: STRELSAU\nOriginal Classification: CONFIDENTIAL\n"
        "Subject: HARVEST OF THE PLAIN\nTAGS: PGOV, EAGR\nTo: STATE\n"
    ).encode()


def whole(bodies: Sequence[str] = BODIES, *, serial: int = 42) -> bytes:
    """All of it as one message that was never cut into sections."""
    return (
        section(1, 1, "\n\n".join(bodies), serial=serial, signed=True)
        .replace(b" SECTION 1 OF 1", b"")
        .replace(b"  01 OF 01", b"")
    )


def later_section(number: int | None, total: int = 3, *, signed: str = "") -> bytes:
    """One section as copies of the later cables give it, without PAGE lines; None for all of it,
    whose header its publisher left out."""
    sent = "P R 141532Z JAN 76\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC PRIORITY 1234\n\n"
    cut = f" SECTION {number:02d} OF {total:02d}" if number else ""
    words = BODIES[number - 1] if number else "\n\n".join(BODIES)
    signature = signed or ("" if number and number < total else "HENTZAU")
    return (
        "HARVEST OF THE PLAIN\nDate: 1976 January 14, 00:00 (Wednesday)\n"
        "Canonical ID: 1976STRELSAU00042_b\nOriginal Classification: CONFIDENTIAL\n"
        f"From: Ruritania Strelsau\n\n{sent if number else ''}"
        f"C O N F I D E N T I A L{cut} STRELSAU 000042\n\n{LABELS}{words}\n{signature}\n"
    ).encode()
