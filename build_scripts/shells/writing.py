"""Answer what the forms in the pages of a preview ask: what is written, what an edit would bring, and to save it.

The server has looked already at who asks: see `editing`.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from difflib import ndiff
from http import HTTPStatus
from typing import Any

from ..build import Build, build
from ..check.files import HEAVY, endings
from ..edit import find, forms, things, trial
from ..edit.as_shown import values_of
from ..edit.change import BOM, Value, closed, values_at
from ..edit.edits import Do, Edited, Goal, Wish, edited, is_editable, placed_anew
from ..edit.name import with_id
from ..edit.told import proposed, seen
from ..edit.tree import Path as Way
from ..edit.twice import Prefix, prefixes
from ..importers.reading import Refused
from ..inspect import inspect
from ..read.files import library
from ..read.project import FILES_FOLDER, FREE_PAGES_FOLDER, LESSONS_FOLDER, SOURCES_FILE
from ..shared.dates import MONTHS
from ..shared.keep import Kept
from ..shared.language import ENGLISH
from ..shared.markdown import FILES
from ..shared.place import Problem, Severity
from ..start.works import Added, CannotAddError, with_works
from ..weave.addresses import HOME_PAGE, web_path
from ..weave.edition import Edition
from ..web.compare import compare
from . import copies, git
from .disk import KeptText, read_files
from .editing import Outcome, Refusal
from .preview import Answer, Preview
from .proofread import json_answer, refused
from .saving import Saving, mark_of
from .uploads import MOST

ROUTE = ".preview/edit/"
"""Where the pages of a preview ask for all this."""
UPLOAD = f"{ROUTE}file"
"""Where they send a picture or another file."""
_PARTS = ("content", "seeds")
"""What a version holds."""
_LISTED = 50
"""How many problems are listed."""
_LONGEST = 500
"""Characters of the sentence of a version."""
_CONFLICT = (
    "This was changed elsewhere since you opened it, so nothing was saved. Here are both: what is written now, and "
    "what you wrote. Look, and decide again."
)
_WITH_ERRORS = "Saved like this, the course would have a mistake, and readers would not see the change."
_PASTED = "what you pasted"
_NO_WORKS = (
    "There is no work in this: paste what a reference manager or a catalogue gives as BibTeX, RIS or CSL."
)
_UNKNOWN = Refusal(HTTPStatus.BAD_REQUEST, "The page asked for something that is not known.")


class _AskedError(Exception):
    """Raised if a page asks for something that cannot be understood."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """What would become of an edit."""

    wish: Wish
    edit: Edited
    before: tuple[Problem, ...]
    after: tuple[Problem, ...]


@dataclass
class Writing:
    """The forms of a preview; many threads may ask for them."""

    preview: Preview
    token: str
    """What only pages of this preview know: they get it here, and send it with every edit."""
    saving: Saving = field(init=False)
    _texts: dict[str, KeptText] = field(default_factory=dict)
    _keep: Kept = field(default_factory=Kept)

    def __post_init__(self) -> None:
        self.saving = Saving(self.preview.root)

    def answer(self, way: str, asked: Mapping[str, str]) -> Answer | None:
        """Return what stands at an address below the site's, given what stands after its `?`; `None` if nothing does."""
        routes: Mapping[str, Callable[[Mapping[str, str]], Mapping[str, object]]] = {
            "page": self._page,
            "forms": self._forms,
            "thing": self._thing,
            "find": self._find,
            "history": self._history,
            "state": self._state,
            "compare": self._compare,
        }
        route = routes.get(way.removeprefix(ROUTE)) if way.startswith(ROUTE) else None
        if route is None:
            return None
        try:
            return json_answer(HTTPStatus.OK, route(asked))
        except _AskedError as error:
            return refused(Refusal(HTTPStatus.NOT_FOUND, str(error)))
        except OSError as error:
            return refused(_not_read(error))

    def accept(self, way: str, data: bytes) -> Answer | None:
        """Do what a page asks for; `None` if nothing can be done at the address."""
        routes: Mapping[str, Callable[[Mapping[str, Any]], Answer]] = {
            "try": self._try,
            "save": self._save,
            "undo": lambda _: self._outcome(self.saving.undo()),
            "redo": lambda _: self._outcome(self.saving.redo()),
            "bring-back": self._bring_back,
            "works": self._works,
            "version": self._version,
            "publish": lambda _: self._publish(),
            "drop-files": self._drop_files,
        }
        route = routes.get(way.removeprefix(ROUTE)) if way.startswith(ROUTE) else None
        if route is None:
            return None
        try:
            asked = json.loads(data)
            if not isinstance(asked, dict):
                return refused(_UNKNOWN)
            return route(asked)
        except _AskedError as error:
            return refused(Refusal(HTTPStatus.BAD_REQUEST, str(error)))
        except (ValueError, RecursionError):
            return refused(_UNKNOWN)
        except OSError as error:
            return refused(_not_read(error))

    # What is written

    def _page(self, asked: Mapping[str, str]) -> Mapping[str, object]:
        good, texts = self.preview.last_good()
        path = self.preview.page_at(asked.get("way", ""))
        own = {"token": self.token, "edition": self.preview.edition.value}
        if good is None or good.woven is None or path is None:
            return {"things": [], "adds": [], **own}
        instructors = self.preview.edition is Edition.INSTRUCTOR
        found, adds = things.things(good.woven, path, instructors)
        if good.woven.project.drafts:
            found = things.as_in_files(found, texts)
        files = {one.file for one in found} | {one.file for one in adds}
        with self.saving.lock:
            marks = {file: self.saving.remember(texts[file]) for file in sorted(files) if file in texts}
        return {
            "things": [{**asdict(one), "mark": marks.get(one.file, "")} for one in found],
            "adds": [{**asdict(one), "mark": marks.get(one.file, "")} for one in adds],
            **own,
        }

    def _forms(self, _: Mapping[str, str]) -> Mapping[str, object]:
        files = {"endings": endings(), "most": MOST, "heavy": HEAVY}
        return {"kinds": {kind: asdict(form) for kind, form in forms.forms().items()}, "files": files}

    def _thing(self, asked: Mapping[str, str]) -> Mapping[str, object]:
        file, path = asked.get("file", ""), _way(_json(asked.get("path", "[]")))
        with self.saving.lock:
            text = self.saving.text(file)
            if text is None:
                raise _AskedError(f"{file or 'The file'} is not there, or cannot be read.")
            path = self._now(asked.get("mark", ""), text, file, path)
            mark = self.saving.remember(text)
        kind = forms.kind_at(file, path)
        value = values_of(file, path, text)
        if not kind or value is None:
            why = "" if file.startswith(FREE_PAGES_FOLDER) else closed(text)
            gone = "It is not there any more: it was changed elsewhere. Load the page again."
            raise _AskedError(why or gone)
        first, last = trial.lines_of(text, path) if file.endswith(".yml") else (1, text.count("\n") + 1)
        told = trial.told(self.preview.problems, self.preview.problems, file, path, text)
        return {
            "value": value,
            "mark": mark,
            "file": file,
            "path": path,
            "line": first,
            "lines": [first, last],
            "kind": kind,
            "problems": [asdict(one) for one in told],
            **self._shown(kind, value, asked.get("way", "")),
        }

    def _now(self, mark: str, text: str, file: str, path: Way) -> Way:
        """Return where a record stands now that a page saw in an earlier text of its file."""
        before = self.saving.remembered(mark)
        if before is None or mark == mark_of(text):
            return path
        found = placed_anew(before, text, Wish(Do.CHANGE, file, path, {}))
        return found.path if found else path

    def _shown(self, kind: str, value: Mapping[str, Value], way: str) -> Mapping[str, object]:
        """Return the texts of a record as readers see them, and its dates in words."""
        good, _ = self.preview.last_good()
        site = good.site if good else None
        page = self.preview.page_at(way) or HOME_PAGE
        language = site.language if site else ENGLISH
        addresses = site.addresses if site else {}
        files = library(read_files(self.preview.root, self._texts)[0]) if FILES in repr(value) else {}
        return {
            "html": trial.shown(kind, value, page, addresses, language, files),
            "date_in_words": trial.dates(kind, value, language),
        }

    def _find(self, asked: Mapping[str, str]) -> Mapping[str, object]:
        good, _ = self.preview.last_good()
        if good is None or good.woven is None:
            return {"found": []}
        return {
            "found": [
                asdict(one) for one in find.found(good.woven, asked.get("kind", ""), asked.get("words", ""))
            ]
        }

    # What an edit would bring

    def _try(self, asked: Mapping[str, Any]) -> Answer:
        wish = _wish(asked)
        with self.saving.lock:
            placed, conflict = self._placed(wish, str(asked.get("mark", "")))
            if placed is None:
                return json_answer(
                    HTTPStatus.OK, {"problems": [], "html": {}, "date_in_words": {}, **conflict}
                )
            tried = self._tried(placed)
        value = wish.value if isinstance(wish.value, dict) else {}
        kind = _kind(wish)
        text = tried.edit.texts.get(tried.edit.file)
        problems = trial.told(tried.before, tried.after, tried.edit.file, tried.edit.path, text)
        refused_ = not tried.edit.texts and tried.edit.said
        return json_answer(
            HTTPStatus.OK,
            {
                "problems": [asdict(one) for one in problems] if text is not None or tried.edit.texts else [],
                "refused": refused_ or "",
                "id": _id(tried.wish),
                "yaml": _yaml(text, tried.edit),
                "prefixes": [asdict(one) for one in self._prefixes(tried.edit, text)],
                **self._shown(kind, value, str(asked.get("way", ""))),
            },
        )

    def _prefixes(self, edit: Edited, text: str | None) -> tuple[Prefix, ...]:
        """Return the words that tell the places of a record's quote apart, if it names none itself."""
        good, _ = self.preview.last_good()
        record = (
            values_at(text, edit.path) if text is not None and edit.file.startswith(LESSONS_FOLDER) else None
        )
        if not isinstance(record, dict) or record.get("prefix") or record.get("suffix"):
            return ()
        quote = record.get("quote") or record.get("about")
        return (
            prefixes(good.woven, edit.file, quote) if good and good.woven and isinstance(quote, str) else ()
        )

    def _placed(self, wish: Wish, mark: str) -> tuple[Wish | None, Mapping[str, object]]:
        """Return an edit for the files as they are now; or none, and both texts, if people must decide."""
        now = self.saving.text(wish.file)
        if now is None:
            is_new = wish.do is Do.ADD and self.saving.is_free(wish.file)
            return (wish, {}) if is_new else (None, {"said": f"{wish.file} is not there, or cannot be read."})
        if mark == mark_of(now):
            return wish, {}
        before = self.saving.remembered(mark)
        placed = placed_anew(before, now, wish) if before is not None else None
        if placed is not None:
            return placed, {}
        mine = edited({wish.file: before}, wish) if before is not None and not wish.to else None
        return None, {
            "said": _CONFLICT,
            "theirs": _yaml_or_all(now, wish.path),
            "mine": _yaml(mine.texts.get(wish.file), mine) if mine else "",
            "mark": self.saving.remember(now),
        }

    def _tried(self, wish: Wish) -> _Tried:
        files, unread = read_files(self.preview.root, self._texts)
        own = {file: text for file, text in files.items() if is_editable(file)}
        named = with_id(own, wish)
        edit = edited(own, named)
        before = inspect(files, unread, self._keep).problems
        after = before
        if edit.texts:
            changed = {**files, **{file: text for file, text in edit.texts.items() if text is not None}}
            gone = {file for file, text in edit.texts.items() if text is None}
            there = {file: text for file, text in changed.items() if file not in gone}
            after = inspect(there, unread, self._keep).problems
        self._keep.forget_unused()
        return _Tried(named, edit, before, after)

    def _save(self, asked: Mapping[str, Any]) -> Answer:
        wish = _wish(asked)
        shown = asked.get("shown", [])
        known = {str(one) for one in shown} if isinstance(shown, list) else set()
        with self.saving.lock:
            placed, conflict = self._placed(wish, str(asked.get("mark", "")))
            if placed is None:
                status = HTTPStatus.CONFLICT if "theirs" in conflict else HTTPStatus.NOT_FOUND
                return json_answer(status, conflict)
            tried = self._tried(placed)
            edit = tried.edit
            if not edit.texts:
                unchanged = bool(edit.file)
                status = HTTPStatus.OK if unchanged else HTTPStatus.UNPROCESSABLE_ENTITY
                return json_answer(
                    status, {"said": edit.said, "problems": [], "changes": False, **self._where(edit)}
                )
            fresh = [
                one for one in trial.errors_that_are_new(tried.before, tried.after) if one.found not in known
            ]
            if fresh:
                text = edit.texts.get(edit.file)
                problems = trial.told(tried.before, tried.after, edit.file, edit.path, text)
                said = {"said": _WITH_ERRORS, "problems": [asdict(one) for one in problems]}
                return json_answer(HTTPStatus.UNPROCESSABLE_ENTITY, said)
            done = self.saving.write(edit.texts, edit.said)
            return json_answer(
                done.status, {"said": done.said, "changes": done.status is HTTPStatus.OK, **self._where(edit)}
            )

    def _where(self, edit: Edited) -> Mapping[str, object]:
        """Return where a record stands after an edit."""
        text = self.saving.text(edit.file) if edit.file else None
        line = trial.lines_of(text, edit.path)[0] if text is not None and edit.file.endswith(".yml") else 1
        return {
            "file": edit.file,
            "path": edit.path,
            "line": line,
            "mark": self.saving.remember(text) if text is not None else "",
            "undo": self.saving.next_undo,
        }

    def _outcome(self, done: Outcome) -> Answer:
        return json_answer(
            done.status,
            {"said": done.said, "undo": self.saving.next_undo, "redo": self.saving.next_redo},
        )

    # Pictures and other files

    def receive(self, name: str, data: bytes) -> Answer:
        """Put a file that a page sends into the course."""
        try:
            with self.saving.lock:
                put = self.saving.uploads.put(name, data)
        except OSError as error:
            why = f"It cannot be written ({error.strerror or error})."
            return refused(Refusal(HTTPStatus.INSUFFICIENT_STORAGE, why))
        if isinstance(put, Refusal):
            return refused(put)
        self.preview.fresh.add(FILES + put.name)
        return json_answer(HTTPStatus.OK, asdict(put))

    def _drop_files(self, asked: Mapping[str, Any]) -> Answer:
        """Take out the files that came into a form which is left without saving."""
        names = asked.get("names")
        with self.saving.lock:
            self.saving.uploads.drop(
                [one for one in names if isinstance(one, str)] if isinstance(names, list) else []
            )
        return json_answer(HTTPStatus.OK, {"said": ""})

    # Earlier versions

    def _history(self, asked: Mapping[str, str]) -> Mapping[str, object]:
        file = asked.get("file", "")
        if not is_editable(file):
            raise _AskedError("There is no such file.")
        root = self.preview.root
        if "copy" not in asked:
            known = copies.copies(root, file)
            return {"copies": [{"copy": one.name, "when": _moment(one), "said": one.said} for one in known]}
        data = copies.read(root, file, asked["copy"])
        if data is None:
            raise _AskedError("There is no such copy any more.")
        then = data.decode("utf-8", "replace").splitlines()
        now = (self.saving.text(file) or "").splitlines()
        lines = [(line[0], line[2:]) for line in ndiff(then, now) if line[0] != "?"] if then != now else []
        return {"lines": lines}

    def _bring_back(self, asked: Mapping[str, Any]) -> Answer:
        file, name = str(asked.get("file", "")), str(asked.get("copy", ""))
        data = copies.read(self.preview.root, file, name) if is_editable(file) else None
        if data is None:
            return refused(Refusal(HTTPStatus.NOT_FOUND, "There is no such copy any more."))
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "This copy is not text in UTF-8."))
        return self._outcome(self.saving.write({file: text}, f"{file} is as it was before."))

    def _works(self, asked: Mapping[str, Any]) -> Answer:
        """Add works as a reference manager exports them, which somebody has pasted."""
        from ..importers.pandoc.works import read_works, works_name  # what reads BibTeX is loaded only now

        data = str(asked.get("text", "")).strip().encode()
        name = works_name(_PASTED, data)
        if name == _PASTED:
            return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, _NO_WORKS))
        with self.saving.lock:
            text = self.saving.text(SOURCES_FILE)
            if text is None:
                raise _AskedError(f"{SOURCES_FILE} is not there, or cannot be read.")
            try:
                made = with_works(text, read_works(name, data))
            except (Refused, CannotAddError) as why:
                words = f"{str(why)[:1].upper()}{str(why)[1:]}."
                return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, words))
            said = _of_works(made)
            if not made.ids:
                return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, said))
            return self._outcome(self.saving.write({SOURCES_FILE: made.text}, said))

    # Versions

    def _state(self, _: Mapping[str, str]) -> Mapping[str, object]:
        self.preview.refresh()
        root = self.preview.root
        is_git = git.is_repository(root)
        changed = self._unsaved() if is_git else []
        listed = [one for one in self.preview.problems if one.severity is not Severity.NOTE]
        return {
            "undo": self.saving.next_undo,
            "redo": self.saving.next_redo,
            "changed": changed,
            "git": is_git,
            "remote": bool(is_git and git.remote(root)),
            "proposed": self._proposed(changed) if changed else "",
            "problems": [self._located(one) for one in listed[:_LISTED]],
            "many": len(listed),
            "token": self.token,
        }

    def _unsaved(self) -> list[str]:
        try:
            return git.unsaved(self.preview.root, _PARTS)
        except git.GitError:  # nothing was ever committed
            return sorted(
                file for file in read_files(self.preview.root, self._texts)[0] if file.startswith(_PARTS)
            )

    def _proposed(self, changed: list[str]) -> str:
        before = self._texts_at("HEAD", changed) if git.has_commit(self.preview.root) else {}
        own = {file: text for file in changed if (text := self.saving.text(file)) is not None}
        known = {file for file in changed if is_editable(file)}
        return (
            proposed({file: text for file, text in before.items() if file in known}, own) or "Edit the course"
        )

    def _located(self, problem: Problem) -> Mapping[str, object]:
        """Return a problem with the record that it is in."""
        place = problem.place
        told: dict[str, object] = {
            "file": place.path,
            "line": place.line,
            "found": problem.found,
            "fix": problem.fix,
            "severity": problem.severity,
        }
        text = self.saving.text(place.path)
        if text is None:
            return told
        path = (
            trial.record_around(place.path, text, place.line, place.column)
            if place.path.endswith(".yml")
            else ()
        )
        if path is None:
            return told
        with self.saving.lock:
            told |= {
                "path": path,
                "kind": forms.kind_at(place.path, path),
                "label": _label(values_of(place.path, path, text)),
                "mark": self.saving.remember(text),
            }
        return told

    def _version(self, asked: Mapping[str, Any]) -> Answer:
        sentence = " ".join(str(asked.get("sentence", "")).split())[:_LONGEST]
        root = self.preview.root
        if not git.is_repository(root):
            return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "This folder is not a git repository."))
        with self.saving.lock:
            changed = self._unsaved()
            if not changed:
                return refused(
                    Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "Nothing has changed since the last version.")
                )
            sentence = sentence or self._proposed(changed)
            if not sentence.isprintable():
                return refused(
                    Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "Say it in letters that can be printed.")
                )
            try:
                git.record(root, _PARTS, sentence)
            except git.GitError as error:
                return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, f"Git says: {error}"))
        return json_answer(HTTPStatus.OK, {"said": f"Saved as a version: {sentence}"})

    def _compare(self, _: Mapping[str, str]) -> Mapping[str, object]:
        """Return what readers would see change if this were published: against the last commit that was."""
        root = self.preview.root
        if not git.is_repository(root):
            return {"lines": []}
        files, _unread = read_files(root, self._texts)
        around = {file: text for file, text in files.items() if not _is_written(file)}
        published = git.published(root)
        before = {**around, **self._texts_at(published, _PARTS)} if published else around
        old, new = _site(build(before, on_paper=False)), _site(build(files, on_paper=False))
        if new is None:
            return {"lines": ["The course has mistakes, so nothing would be published."]}
        if old is None:
            return {"lines": ["This would be the first time."]}
        return {"lines": list(seen(compare(old, new))) or ["Readers would see no difference."]}

    def _texts_at(self, commit: str, parts: Iterable[str]) -> Mapping[str, str]:
        """Return the texts of these files, and of those in these folders, as a commit has them."""
        root = self.preview.root
        try:
            entries = git.tree(root, commit, parts)
            known = {path: one for path, one in entries.items() if _is_written(path)}
            found = git.contents(root, [one.name for one in known.values()])
            return {path: data.decode("utf-8", "replace") for path, data in zip(known, found, strict=True)}
        except git.GitError:
            return {}

    def _publish(self) -> Answer:
        root = self.preview.root
        if not git.is_repository(root) or not git.remote(root):
            why = "There is nowhere to publish to: this folder has no remote called origin."
            return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, why))
        if self._unsaved():
            return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "Save a version first."))
        if any(one.severity is Severity.ERROR for one in self.preview.problems):
            why = "The course has mistakes, so it is not published. Mend them first."
            return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, why))
        try:
            git.push(root)
        except git.GitError as error:
            return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, f"Git says: {error}"))
        return json_answer(HTTPStatus.OK, {"said": "It is sent. The site follows in a few minutes."})


def _is_written(file: str) -> bool:
    """Return whether a file is a text of the course; pictures and other files are taken as they are now."""
    is_text = file.endswith((".yml", ".md", ".txt")) and not file.startswith(FILES_FOLDER)
    return is_text and file.startswith(_PARTS)


def _of_works(made: Added) -> str:
    """Return what became of works that somebody pasted, in sentences."""
    parts = [
        ("Added", made.ids),
        ("There already", made.there),
        ("Not added, since something in it cannot be read", made.refused),
    ]
    said = [f"{what}: {', '.join(names)}." for what, names in parts if names]
    return " ".join(said) or _NO_WORKS


def _not_read(error: OSError) -> Refusal:
    return Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, f"A file cannot be used ({error.strerror or error}).")


def _wish(asked: Mapping[str, Any]) -> Wish:
    """Return what a page asks for.

    Raises `_AskedError` if it cannot be understood.
    """
    try:
        do = Do(str(asked["do"]))
    except (KeyError, ValueError) as error:
        raise _AskedError(_UNKNOWN.why) from error
    value, goal, at = asked.get("value"), asked.get("to"), asked.get("at")
    if value is not None and not isinstance(value, dict | str):
        raise _AskedError(_UNKNOWN.why)
    if at is not None and not _is_number(at):
        raise _AskedError(_UNKNOWN.why)
    json.dumps(value, ensure_ascii=False).encode()  # half of a sign could not be written
    to = None
    if goal is not None:
        if not isinstance(goal, dict) or not _is_number(goal.get("at")):
            raise _AskedError(_UNKNOWN.why)
        to = Goal(str(goal.get("file", "")), _way(goal.get("path")), goal["at"])
    too = asked.get("too") is True
    return Wish(do, str(asked.get("file", "")), _way(asked.get("path")), value, at, to, too)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000


def _way(given: object) -> Way:
    known = isinstance(given, list) and len(given) < 20
    if not known or not all(isinstance(one, str) or _is_number(one) for one in given):  # type: ignore[attr-defined]
        raise _AskedError(_UNKNOWN.why)
    return tuple(given)  # type: ignore[arg-type]


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _AskedError(_UNKNOWN.why) from error


def _kind(wish: Wish) -> str:
    if wish.do is not Do.ADD:
        return forms.kind_at(wish.file, wish.path)
    return forms.kind_at(wish.file, (*wish.path, 0)) or forms.kind_at(wish.file, wish.path)


def _id(wish: Wish) -> str:
    """Return the id that something new would have; empty if it has none."""
    is_new = wish.do is Do.ADD and isinstance(wish.value, Mapping)
    return str(wish.value.get("id") or "") if is_new and isinstance(wish.value, Mapping) else ""


def _label(value: Mapping[str, Value] | None) -> str:
    """Return the first words of a record."""
    texts = (one for one in (value or {}).values() if isinstance(one, str) and one.strip())
    return " ".join(next(texts, "").split())[:80]


def _yaml(text: str | None, edit: Edited) -> str:
    """Return the lines of a record as they would stand in its file."""
    return _yaml_or_all(text, edit.path) if text is not None else ""


def _yaml_or_all(text: str, path: Way) -> str:
    if not path:
        return text.removeprefix(BOM)
    return trial.yaml_of(text, path)


def _moment(copy: copies.Copy) -> str:
    return f"{copy.when.day} {MONTHS[copy.when.month - 1]}, {copy.when:%H:%M}"


def _site(made: Build) -> Mapping[str, bytes] | None:
    """Return the pages of a build as a comparison reads them; `None` if it has none."""
    if made.failed or not made.pages:
        return None
    return {
        f"{web_path(one.page.path)}index.html": f"<article>{one.text}</article>".encode()
        for one in made.pages
    }
