"""The files that make a double click on a data package open perfdesk agree with the program."""

from configparser import ConfigParser
from pathlib import Path

from lxml import etree

from perfdesk.cli.arguments import parse
from perfdesk.exchange.package import SUFFIX

LINUX = Path(__file__).parents[2] / "packaging" / "linux"


def test_the_type_of_a_data_package_is_opened_by_the_command_that_takes_one() -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # the keys are told apart by their case
    entry.read(LINUX / "perfdesk.desktop", encoding="utf-8")
    types = etree.parse(LINUX / "perfdesk.xml").getroot()
    (kind,) = types.iterfind("{*}mime-type")
    (glob,) = kind.iterfind("{*}glob")

    assert entry["Desktop Entry"]["MimeType"].split(";")[0] == kind.get("type")
    assert glob.get("pattern") == f"*{SUFFIX}"
    program, *words = entry["Desktop Entry"]["Exec"].replace("%f", f"a{SUFFIX}").split()
    arguments = parse(words)
    assert (program, arguments.command, arguments.file) == ("perfdesk", "open", f"a{SUFFIX}")
