"""What people leave out of `paper.md` is still the file's words."""

from build_scripts.check.proof import changes
from build_scripts.paper.paper_md import read_paper_md

IMPORTED = "# Salt\n\n[1] Salt was dear.\n\n# Thanks {#thanks-to-all}\n\n[2] We thank the miller.\n"


def test_a_heading_may_be_left_out_with_its_id():
    imported, _ = read_paper_md(IMPORTED)
    left, _ = read_paper_md(IMPORTED.replace("# Thanks", "%% # Thanks").replace("[2]", "%% [2]"))
    assert changes(imported, left) == ()
