"""Words beside marks in one line give way to one another, on and then back."""

from build_scripts.timeline.layout import _pushed_back, _pushed_on


def test_each_begins_where_it_wants_to_or_where_the_one_before_it_ends():
    assert _pushed_on([0, 1, 10], [3, 2, 1], first=0) == [3, 5, 11]
    assert _pushed_on([0, 1], [3, 2], first=2) == [5, 7]


def test_what_would_run_out_is_pushed_back_and_pushes_those_before_it():
    assert _pushed_back([3, 5, 11], [3, 2, 1], last=20) == [3, 5, 11]
    assert _pushed_back([3, 9, 11], [3, 2, 4], last=10) == [3, 6, 10]
    assert _pushed_back([], [], last=10) == []
