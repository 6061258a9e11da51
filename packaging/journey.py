"""A form of nine indicators from nothing to the stamp, in the real window, by key presses alone.

    python packaging/journey.py [FOLDER FOR PICTURES]

The program starts with an empty home on a screen of its own; from there it is told nothing but by keys. The
form is typed with three mistakes, judged, mended by the window's own fixes, printed and closed; then the
program is started again. What the library and the PDF hold is read by the command line and compared with what
was typed. In the end: how many keys were pressed, and where the pictures are. Status 0 when all was well.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from virtual_screen import Screen, missing_tools, wait_for

ROOT = Path(__file__).resolve().parents[1]

YEAR, FILLER = "2024", "财政金融局"
NAME = "产业扶持专项资金"
PERIOD = "2024年1月至2024年12月"
DEPARTMENT = "高新区财政金融局"
AMOUNT, FISCAL, OTHER = "8200", "8000", "200"
GOAL = "扶持优质企业和中小微企业，促进企业上市；鼓励符合政策的企业扩大信贷规模，优化营商环境。"
WRONG_OTHER = "100"
"""The sources of the year then do not add up."""

ROWS = (
    ("扶持企业家数", "≥100家"),
    ("企业贷款规模增加额", "≥3000万元"),
    ("首次贷款企业家数", "≥30家"),
    ("资金兑现合规率", "≥98%"),
    ("资金拨付及时率", "≥95%"),
    ("企业融资成本", "≤4.5%"),
    ("政策知晓率", "≥90%"),
    ("带动就业人数", "≥500人"),
    ("扶持企业满意度", "≥95%"),
)
"""Names and values as they are meant."""
MISTAKES = {0: "≥100", 8: "95%"}
"""What is typed at first: a unit is missing, then the sign ≥."""
SUM, UNIT, SIGN = "FUND-02", "VAL-02", "VAL-03a"
"""The rules that find the three mistakes."""
FURTHER = {0, 1, 6}
"""After these a row of the same kind is inserted."""
NEW_BLOCK = {6, 8}
"""The first rows of a level 1: two level cells lie before their names, before others one or none."""

SIGNS = "".join([FILLER, NAME, PERIOD, DEPARTMENT, GOAL, *(name + value for name, value in ROWS)])
LIBRARY = "绩效目标项目库"
"""What the program proposes to call it."""
FIRST_DAY, MAIN = "^开始使用 perfdesk$", f"^{LIBRARY} — perfdesk$"


class Journey:
    """The program on a screen, and what its command line says about the library."""

    def __init__(self, screen: Screen, home: Path, pictures: Path) -> None:
        self.screen = screen
        self._surroundings = screen.surroundings | {"HOME": str(home)}
        for name in ("CONFIG", "STATE", "DATA", "CACHE"):
            self._surroundings[f"XDG_{name}_HOME"] = str(home / name.lower())
        self._home = home
        self._pictures = pictures
        self.paper = home / "目标表.pdf"

    @property
    def library(self) -> Path:
        """The file that the new library is."""
        return wait_for("a library", lambda: list(self._home.rglob(f"{LIBRARY}.json")))[0]

    def start(self, title: str) -> "subprocess.Popen[bytes]":
        """Start the program and wait for its window."""
        program = subprocess.Popen([sys.executable, "-m", "perfdesk"], cwd=ROOT, env=self._surroundings)
        self.screen.focus(title)
        return program

    def leave(self, program: "subprocess.Popen[bytes]") -> None:
        """Ctrl+Q, and nothing is asked."""
        self.screen.press("ctrl+q")
        if program.wait(60):
            sys.exit("the program did not end well")

    def ask(self, *words: str) -> Any:
        """What a command of the command line says."""
        command = [sys.executable, "-m", "perfdesk", *words, "-l", str(self.library), "--json"]
        said = subprocess.run(command, cwd=ROOT, env=self._surroundings, capture_output=True, check=False)
        return json.loads(said.stdout or "null")

    def forms(self) -> list[dict[str, Any]]:
        """Every form in the library."""
        return self.ask("show") or []

    def values(self) -> list[str]:
        """The values of the indicators, as the library holds them now."""
        return [row["value"]["text"] for form in self.forms() for row in form["indicators"]]

    def findings(self) -> list[str]:
        """The rules of errors and warnings, in the order of their cards; hints are folded."""
        found = (self.ask("check") or {"findings": []})["findings"]
        return [each["rule"] for each in found if each["severity"] != "info"]

    def has_mended(self, rule: str) -> None:
        """Wait until a rule has nothing to say any more."""
        wait_for(f"the end of {rule}", lambda: rule not in self.findings())

    def picture(self, name: str) -> None:
        """Keep a picture of the screen."""
        self.screen.picture(self._pictures / f"{name}.png")


def begin(journey: Journey) -> None:
    """The first day: a new library where the program proposes it, a new form in it; Enter, three times."""
    screen = journey.screen
    screen.press("Return")
    screen.focus("^新建项目库$")
    screen.press("Return")
    screen.focus(MAIN)
    screen.press("Return")
    wait_for("a new form", journey.forms)


def write_form(journey: Journey) -> None:
    """Header, money and goals, cell after cell by Tab."""
    screen = journey.screen
    screen.press("ctrl+Home", "Tab")
    for text in (YEAR, FILLER):
        screen.write(text)
        screen.press("Tab")
    screen.press("Tab")  # the money's unit stands there already
    screen.write(NAME)
    screen.press("Tab", "F2", "F4", "Tab")  # the whole year in one key
    for text in (DEPARTMENT, DEPARTMENT, AMOUNT, AMOUNT, FISCAL, FISCAL, OTHER, WRONG_OTHER, GOAL):
        screen.write(text)
        screen.press("Tab")
    screen.press("F2", "F4", "Tab")  # the goal of the year is that of the whole period
    write_rows(screen)
    meant = [MISTAKES.get(number, value) for number, (_, value) in enumerate(ROWS)]
    wait_for("nine indicators", lambda: journey.values() == meant)


def write_rows(screen: Screen) -> None:
    """Nine indicators, from the first cell of the first row."""
    for number, (name, value) in enumerate(ROWS):
        levels = 2 if number == 0 or number in NEW_BLOCK else 0 if number - 1 in FURTHER else 1
        screen.press(*["Tab"] * levels) if levels else None
        screen.write(name)
        screen.press("Tab")
        screen.write(MISTAKES.get(number, value))
        screen.press("ctrl+plus" if number in FURTHER else "Tab")


def mend(journey: Journey) -> None:
    """Ask for the review; go to each mistake and mend it."""
    screen = journey.screen
    wait_for("three mistakes", lambda: set(journey.findings()) >= {SUM, UNIT, SIGN})
    screen.press("F9")
    journey.picture("3-审核")
    walk_to(journey, SUM)
    screen.press("Down", "Down")  # the finding is at the sum; what is wrong is two cells below
    screen.write(OTHER)
    screen.press("Return")
    journey.has_mended(SUM)
    for rule in (UNIT, SIGN):
        walk_to(journey, rule)
        screen.press("ctrl+period")
        journey.has_mended(rule)


def walk_to(journey: Journey, rule: str) -> None:
    """From the title, which has no finding, on by F8 to the card of a rule."""
    journey.screen.press("ctrl+Home", *["F8"] * (journey.findings().index(rule) + 1))


def print_form(journey: Journey) -> None:
    """Into a PDF, by the name that is typed into the dialog."""
    journey.screen.press("ctrl+p")
    journey.screen.focus("^打印")
    journey.screen.press("ctrl+a")
    journey.screen.write(str(journey.paper))
    journey.screen.press("Return")
    wait_for("the PDF", journey.paper.exists)
    journey.screen.focus(MAIN)


def typed() -> list[str]:
    """Every text of the form as it is meant, in the order of the paper."""
    head = [YEAR, FILLER, NAME, PERIOD, DEPARTMENT, DEPARTMENT, AMOUNT, AMOUNT, FISCAL, FISCAL, OTHER, OTHER]
    return [*head, GOAL, GOAL, *(text for row in ROWS for text in row)]


def check_paper(paper: Path) -> None:
    """All that was typed is on the paper, in its order and as it was typed but for line breaks."""
    document = pypdfium2.PdfDocument(paper)
    printed = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    at = 0
    for text in typed():
        found = printed.find(text, at)
        if found < 0:
            sys.exit(f"not on the paper: {text}\n{printed}")
        at = found + len(text)


def check_form(form: dict[str, Any]) -> None:
    """The library holds what was meant."""
    funds, goals = form["funds"], form["goals"]
    held = [str(form["year"]), form["filling_unit"], form["project_name"], form["implementation_period"]]
    held += [form["supervising_department"], form["implementing_unit"]]
    held += [
        funds[span][key]
        for key in ("total", "fiscal", "other")
        for span in ("implementation_period", "annual")
    ]
    held += [goals["implementation_period"], goals["annual"]]
    held += [text for row in form["indicators"] for text in (row["name"], row["value"]["text"])]
    if held != typed():
        sys.exit(f"the library holds {held}")


def travel(journey: Journey) -> None:
    """From an empty home to the second start."""
    program = journey.start(FIRST_DAY)
    journey.picture("1-第一天")
    begin(journey)
    write_form(journey)
    journey.picture("2-填写")
    mend(journey)
    print_form(journey)
    journey.leave(program)
    before = journey.forms()
    check_form(*before)
    check_paper(journey.paper)
    program = journey.start(MAIN)
    journey.picture("4-再次打开")
    journey.leave(program)
    if journey.forms() != before:
        sys.exit("the library is another one after the restart")
    print(f"revision {before[0]['revision']}: the same after the restart; the paper says what was typed")


def main() -> None:
    """Make the journey and say what it took."""
    if missing := missing_tools():
        sys.exit(f"this needs a screen of its own: {missing}")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="journey-"))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, Screen(SIGNS) as screen:
        journey = Journey(screen, Path(home), folder)
        try:
            travel(journey)
        except TimeoutError as error:
            journey.picture("where-it-ended")
            sys.exit(f"{error}; the last picture is in {folder}")
        typed_signs, keys = screen.signs, screen.strokes
        print(f"{typed_signs + keys} key presses: {typed_signs} signs typed, {keys} other keys")
    print(f"pictures: {folder}")


if __name__ == "__main__":
    main()
