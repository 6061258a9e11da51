"""Archives of other programs' formats, with neither a clock nor a system in them."""

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

_DATE = (1980, 1, 1, 0, 0, 0)


def packed(members: Mapping[str, Iterable[bytes]]) -> bytes:
    """A zip of the members in their order, each in pieces; equal members give equal bytes."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, pieces in members.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # else the bytes would tell on which system it was made
            member.external_attr = 0o644 << 16
            with archive.open(member, "w") as stream:
                for piece in pieces:
                    stream.write(piece)
    return whole.getvalue()
