"""Long work says what it is doing, and where its time went. No test here waits, or measures a real clock."""

import re
import threading
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import TINY, TOWNS, lay_out, run, texts_of

from build_scripts.build import build
from build_scripts.print.sheets import Sheet
from build_scripts.shared.steps import Stage, Step
from build_scripts.shells.progress import PATIENCE, PAUSE, SLOWEST, Progress, timings
from build_scripts.shells.typst import FORMATS, Press
from build_scripts.weave.handouts import Handout, HandoutKind

SHEETS = tuple(
    Sheet(
        Handout(HandoutKind.STUDENT, title=name, page=f"lessons/{name}.md", lesson=name), "lesson.typ", "{}"
    )
    for name in ("bridges", "markets")
)
OF_A_BUILD = {stage.words for stage in Stage if stage is not Stage.OPEN}
"""What a build says it does; pages are opened in a browser only by `course publish --check`."""
ESCAPES = re.compile(r"\x1b\[[?\d]*[a-z]", re.IGNORECASE)


@dataclass
class Clock:
    """A clock that goes on only when it is told to."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(StringIO):
    """A file that says that it is a terminal."""

    def isatty(self) -> bool:
        return True

    def lines(self) -> list[str]:
        """What stands on each line of the terminal in the end."""
        text = ESCAPES.sub("", self.getvalue())
        return [line.rpartition("\r")[2].rstrip() for line in text.split("\n")]


def listening(out: StringIO, shown: bool = True) -> tuple[Progress, Clock]:
    clock = Clock()
    return Progress(shown, out, clock), clock


def pages(count: int, stage: Stage = Stage.MAKE) -> list[Step]:
    return [Step(stage, f"lessons/{number}.md", number, count) for number in range(1, count + 1)]


@pytest.mark.parametrize("out", [StringIO, Terminal])
def test_fast_work_shows_nothing(out):
    told = out()
    progress, clock = listening(told)
    with progress:
        for step in (Step(Stage.READ), *pages(50), Step(Stage.WRITE)):
            progress.begin(step)
        clock.now += PATIENCE + 1  # the last step may take longer: there is nothing new to say
    assert told.getvalue() == ""


def test_work_that_takes_long_tells_each_stage_and_now_and_then_how_far_it_is():
    progress, clock = listening(out := StringIO())
    with progress:
        progress.begin(Step(Stage.READ))
        clock.now += PATIENCE
        progress.begin(Step(Stage.PLACE))
        for step in pages(109):
            progress.begin(step)
            clock.now += PAUSE / 40
        progress.begin(Step(Stage.WRITE))
        progress.begin(Step(Stage.WRITE))
    assert out.getvalue().splitlines() == [
        "Placing notes",
        "Making pages: 1 of 109 pages",
        "Making pages: 41 of 109 pages",
        "Making pages: 81 of 109 pages",
        "Writing files",
    ]


def test_a_terminal_shows_a_bar_that_moves_on_one_line_for_each_stage():
    progress, clock = listening(out := Terminal())
    with progress:
        progress.begin(Step(Stage.READ))
        clock.now += PATIENCE
        for step in pages(109)[:57]:
            progress.begin(step)
        assert re.fullmatch(r"Making pages  \[#{12}-{12}\]  57 of 109 pages", out.lines()[-1])
        progress.begin(Step(Stage.RENDER))
        assert out.lines()[-1] == "Rendering pages with the theme"
        progress.begin(pages(4, Stage.RENDER)[1])
        progress.begin(Step(Stage.RENDER))
        progress.begin(Step(Stage.WRITE))
    assert [re.sub(r"\[[#-]+\]", "[]", line) for line in out.lines()] == [
        "Making pages  []  57 of 109 pages",
        "Rendering pages with the theme  []  2 of 4 pages",
        "Writing files",
        "",
    ]
    assert out.getvalue().rindex("\x1b[?25h") > out.getvalue().rindex("\x1b[?25l")  # the cursor is back


def test_a_terminal_keeps_its_cursor_when_the_work_fails():
    progress, clock = listening(out := Terminal())
    clock.now += PATIENCE
    with pytest.raises(ValueError, match="paper jam"), progress:
        _jammed(progress)
    assert out.getvalue().endswith("\x1b[?25h\n")


def _jammed(progress: Progress) -> None:
    progress.begin(pages(3)[0])
    raise ValueError("paper jam")


def test_a_message_stands_on_a_line_of_its_own_and_the_bar_goes_on_below_it():
    progress, clock = listening(out := Terminal())
    with progress:
        clock.now += PATIENCE
        progress.begin(pages(3)[0])
        progress.say("content/course.yml:1:1: warning: careful")
        progress.begin(pages(3)[1])
    lines = out.lines()
    assert lines[1] == "content/course.yml:1:1: warning: careful"
    assert [line[-12:] for line in (lines[0], lines[2])] == ["1 of 3 pages", "2 of 3 pages"]


@pytest.mark.parametrize("out", [StringIO, Terminal])
def test_whoever_wants_quiet_gets_messages_only(out):
    told = out()
    progress, clock = listening(told, shown=False)
    with progress:
        for step in (Step(Stage.READ), *pages(5), Step(Stage.WRITE)):
            clock.now += PATIENCE
            progress.begin(step)
        progress.say("a problem")
    assert told.getvalue() == "a problem\n"
    assert len(progress.spent) == 8


STEPS = st.lists(
    st.tuples(
        st.sampled_from([Step(Stage.READ), Step(Stage.CHECK), *pages(3), *pages(2, Stage.RENDER)]),
        st.integers(0, 24).map(lambda quarters: quarters / 4),
    )
)


@given(STEPS)
def test_every_stage_that_begins_late_is_told_once_and_every_second_is_counted_once(given_steps):
    progress, clock = listening(out := StringIO())
    expected: list[str] = []
    last: Stage | None = None
    lines: list[tuple[float, Stage]] = []
    with progress:
        for step, took in given_steps:
            before = len(out.getvalue().splitlines())
            progress.begin(step)
            told = out.getvalue().splitlines()[before:]
            if clock.now - 100 < PATIENCE:
                assert not told
            elif step.stage is not last:
                assert len(told) == 1
            elif told:
                assert clock.now - lines[-1][0] >= PAUSE
            if told:
                assert told[0].startswith(step.stage.words)
                lines.append((clock.now, step.stage))
                last = step.stage
                expected += told
            clock.now += took
    assert out.getvalue().splitlines() == expected
    assert [step for step, _ in progress.spent] == [Step(Stage.START), *(step for step, _ in given_steps)]
    assert sum(took for _, took in progress.spent) == clock.now - 100


def test_timings_have_each_stage_and_the_slowest_pages():
    spent = [
        (Step(Stage.START), 0.5),
        *((step, 0.01 * step.at) for step in pages(12)),
        (Step(Stage.MAKE), 0.22),
        (Step(Stage.PRINT, "handouts/rise.pdf", 1, 1), 2.0),
        (Step(Stage.RENDER), 0.5),
        (Step(Stage.RENDER, "lessons/3.md", 1, 2), 1.0),
    ]
    assert timings(spent) == (
        "where the time went               seconds  percent\n"
        "Starting                             0.50       10\n"
        "Making pages                         1.00       20\n"
        "Printing handouts                    2.00       40\n"
        "Rendering pages with the theme       1.50       30\n"
        "In all                               5.00      100\n"
        "\n"
        "slowest pages         ms   making    theme\n"
        "lessons/3.md        1030       30     1000\n"
        "lessons/12.md        120      120        0\n"
        "lessons/11.md        110      110        0\n"
        "lessons/10.md        100      100        0\n"
        "lessons/9.md          90       90        0\n"
        "lessons/8.md          80       80        0\n"
        "lessons/7.md          70       70        0\n"
        "lessons/6.md          60       60        0\n"
        "lessons/5.md          50       50        0\n"
        "lessons/4.md          40       40        0"
    )


def test_a_build_announces_its_stages_and_each_page_and_is_the_same_if_nobody_listens():
    steps: list[Step] = []
    made = build(texts_of(TINY), begin=steps.append)
    stages = [step.stage for step in steps]
    assert list(dict.fromkeys(stages)) == [
        Stage.READ, Stage.PLACE, Stage.CHECK, Stage.PLAN, Stage.MAKE, Stage.CARDS
    ]  # fmt: skip
    paths = [one.page.path for one in made.pages]
    read = [step for step in steps[: stages.index(Stage.CARDS)] if step.item]
    last = [step for step in steps[stages.index(Stage.CARDS) :] if step.item]
    assert [step.item for step in last] == paths
    course, around = range(1, len(read) + 1), range(1, len(paths) - len(read) + 1)
    assert [step.at for step in last] == [*course, *around]
    assert [step.of for step in last] == [len(course)] * len(course) + [len(around)] * len(around)
    assert min(len(course), len(around)) > 0
    assert steps[-1] == Step(Stage.MAKE)  # what follows is not counted as the last page's
    assert [one.text for one in build(texts_of(TINY)).pages] == [one.text for one in made.pages]


def test_a_build_with_errors_announces_no_page():
    steps: list[Step] = []
    broken = texts_of(TINY) | {"content/course.yml": ""}
    assert build(broken, begin=steps.append).failed
    assert not [step for step in steps if step.item]


def test_a_press_announces_each_file_in_order_from_the_thread_that_waits(monkeypatch):
    monkeypatch.setattr(Press, "_new", lambda self, template, what, inputs, options: b"/Type /Page")
    steps: list[Step] = []
    threads = set()

    def begin(step: Step) -> None:
        steps.append(step)
        threads.add(threading.current_thread())

    press = Press(Path("nowhere"), begin=begin)
    figures = press.figures(SHEETS)
    assert [step.item for step in steps] == [*figures, ""]
    assert [step.at for step in steps[:-1]] == list(range(1, 1 + len(SHEETS) * len(FORMATS)))
    printed = len(steps)
    files = dict(press.files(SHEETS)) | dict(press.social({"social/index.png": "{}"}))
    assert files.keys() > figures.keys()
    assert [step.stage for step in steps[printed:]] == [Stage.PICTURES] * 3 + [Stage.CARDS] * 2
    assert threads == {threading.main_thread()}


@pytest.mark.slow
def test_timings_of_a_build_name_every_stage_and_the_pages(tmp_path):
    done = run(lay_out(tmp_path / "project", TOWNS), "build_scripts", "build", "--timings", "--quiet")
    assert done.returncode == 0, done.stderr
    stages, slowest = (part.splitlines() for part in done.stdout.split("\n\n"))
    assert {re.split(r"  +", line)[0] for line in stages[1:-1]} == OF_A_BUILD
    seconds = [float(line.split()[-2]) for line in stages[1:]]
    assert sum(seconds[:-1]) == pytest.approx(seconds[-1], abs=0.01 * len(seconds))
    numbers = [[int(number) for number in line.split()[-3:]] for line in slowest[1:]]
    assert len(numbers) == SLOWEST
    assert numbers == sorted(numbers, key=lambda of_page: -of_page[0])
    assert all(abs(both - made - themed) <= 2 for both, made, themed in numbers)
    sources = [line.split()[0] for line in slowest[1:]]
    assert all(source.endswith(".md") for source in sources)


@pytest.mark.slow
def test_a_quiet_build_prints_the_notes_of_the_course_once_and_nothing_of_its_renderer(tmp_path):
    folder = lay_out(tmp_path / "project", TOWNS)
    quiet = run(folder, "build_scripts", "build", "--quiet")
    assert (quiet.returncode, quiet.stdout) == (0, "")
    checked = run(folder, "build_scripts", "check").stdout
    notes = [line for line in checked.splitlines() if ": note: " in line]
    assert notes
    assert [line for line in quiet.stderr.splitlines() if not line.startswith("    ")] == notes
    loud = run(folder, "build_scripts", "build")
    assert loud.stdout == "The site is in site/. To look at it: course serve\n"
    assert not re.search("INFO|Cleaning|Building|Documentation", loud.stderr)


@pytest.mark.slow
def test_a_warning_of_the_renderer_is_still_shown_and_stops_a_quiet_build(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\nno_such_setting: 1\n", encoding="utf-8")
    done = run(folder, "build_scripts", "build", "--quiet")
    assert done.returncode == 1
    assert "WARNING" in done.stderr
    assert "no_such_setting" in done.stderr


@pytest.mark.slow
def test_quiet_handouts_are_printed_without_a_word(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    done = run(folder, "build_scripts", "handouts", "--paper", "a4", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list((folder / "handouts").glob("*.pdf"))


@pytest.mark.slow
def test_zensical_has_timings_too_and_can_be_quiet(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    command = ("build_scripts", "build", "--renderer", "zensical", "--quiet", "--timings")
    done = run(folder, *command)
    assert (done.returncode, done.stderr) == (0, "")
    assert {re.split(r"  +", line)[0] for line in done.stdout.splitlines()} >= OF_A_BUILD
