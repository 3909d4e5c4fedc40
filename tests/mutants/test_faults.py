"""The faults that `make mutants` puts are one change each, and the sample is always the same."""

from __future__ import annotations

import ast

from tests.mutants.faults import faults
from tests.mutants.run import sample

SOURCE = '''
def f(a: int = 1, é="–", *, b: tuple[int, 2] = ()) -> bool:
    """Not 3 > 2."""
    if a <= 0 and not b:
        return (a + 1) in b
    return True if é else min(a, 2) == a
'''


def test_operators_numbers_and_words_change_and_texts_and_types_do_not():
    found = [(fault.there, fault.instead) for fault in faults(SOURCE.encode())]
    assert found == [
        *[("1", "2"), ("<=", "<"), ("<=", ">"), ("0", "1"), ("and", "or"), ("not", "")],
        *[("+", "-"), ("1", "2"), ("in", "not in")],
        *[("True", "False"), ("é", "(not é)"), ("min", "max"), ("2", "3"), ("==", "!=")],
    ]


def test_each_fault_is_python_and_another_program():
    source = SOURCE.encode()
    programs = {ast.dump(ast.parse(fault.put(source))) for fault in faults(source)}
    assert len(programs) == len(faults(source))
    assert ast.dump(ast.parse(source)) not in programs


def test_the_sample_is_the_same_each_time_and_of_the_rooms_asked_for():
    chosen = sample(("french",), 10, 17)
    assert chosen == sample(("french",), 10, 17) != sample(("french",), 10, 18)
    assert len(chosen) == 10
    assert {module.split("/")[1] for module, _ in chosen} == {"french"}
