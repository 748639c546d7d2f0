"""Every name the glossary gives for a term exists in the program, and is given once."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
GLOSSARY = PROJECT / "docs" / "GLOSSARY.md"


def rows() -> list[tuple[str, list[str]]]:
    """Term and the code names of each row of the glossary's table."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line[:1] == "|"]
    return [(row[0], re.findall(r"`([^`]+)`", row[1])) for row in cells[2:]]


def names_in(tree: ast.AST) -> set[str]:
    """Names that a module defines or takes: classes, functions, fields, arguments, members."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


@pytest.fixture(scope="module")
def names_of_the_program() -> set[str]:
    paths = (PROJECT / "app").rglob("*.py")
    return set().union(*(names_in(ast.parse(path.read_text(encoding="utf-8"))) for path in paths))


@pytest.mark.parametrize(("term", "names"), rows(), ids=[term for term, _ in rows()])
def test_term_is_a_name_in_the_program(term, names, names_of_the_program):
    assert names, f"{term} names no code"
    assert set(names) <= names_of_the_program


def test_no_term_and_no_name_is_listed_twice():
    terms = [term for term, _ in rows()]
    names = [name for _, listed in rows() for name in listed]
    assert len(set(terms)) == len(terms)
    assert len(set(names)) == len(names)
