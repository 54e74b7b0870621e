"""For whom a site is made, and where its readers can propose changes."""

from dataclasses import dataclass
from enum import StrEnum

from ..shared.place import Place


class Edition(StrEnum):
    """For whom a site is made. Only the student edition is ever published."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


@dataclass(frozen=True, slots=True)
class Repository:
    """Where readers can see the sources of what they read, and propose changes."""

    address: str
    """On the web, such as `https://github.com/owner/name`."""
    commit: str
    """The commit that was built; numbers of lines are right only there."""

    def line(self, place: Place) -> str:
        """Return the address of a line, as GitHub and Forgejo write it."""
        return f"{self.address}/blob/{self.commit}/{place.path}#L{place.line}"
