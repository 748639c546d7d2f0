"""One catalogue: every text can be drawn out of the source, and none is built where it can't be."""

import ast
import subprocess
import sysconfig
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.texts import translate
from app.ui.translation import pseudo_text, use_language

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
FREE_CONTEXTS = {"Words", "Assessments", "Prior"}
"""Contexts whose texts are those of the rules, of the analysis and of the shipped priors, listed
there."""


def calls_in(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "translate"
    ]


def context_of(call: ast.Call) -> object:
    return call.args[0].value if isinstance(call.args[0], ast.Constant) else None


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda p: str(p.relative_to(UI)))
def test_every_text_is_a_plain_literal(path: Path) -> None:
    for call in calls_in(path):
        is_free = context_of(call) in FREE_CONTEXTS
        assert is_free or isinstance(call.args[1], ast.Constant), ast.unparse(call)


def test_the_catalogue_tool_finds_the_texts(tmp_path: Path) -> None:
    tool = Path(sysconfig.get_path("scripts")) / "pyside6-lupdate"
    catalogue = tmp_path / "kairos_de.ts"
    source = UI / "orders" / "steps.py"
    subprocess.run([tool, source, "-ts", catalogue], check=True, capture_output=True)
    found = catalogue.read_text(encoding="utf-8")
    for call in calls_in(source):
        text = call.args[1].value
        assert text.replace("'", "&apos;") in found


def test_the_pseudo_language_brackets_and_lengthens() -> None:
    words = pseudo_text("Orders", "Approve {n}")
    assert words.startswith("⟦Approve {n}~")
    assert len(words) >= 1.4 * len("Approve ") + len("{n}")


def test_a_language_goes_back_to_english(qapp: QApplication) -> None:
    use_language(qapp, "zz")
    assert translate("Orders", "Approve") == "⟦Approve~~~⟧"
    use_language(qapp, "en_GB")
    assert translate("Orders", "Approve") == "Approve"
