"""From a paper's values to its HTML: the templates, and the words they stand in."""

import re
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from app.core.learned_models import LearnedModel
from app.core.reasons import Reason
from app.core.texts import translate
from app.documents.boxes_svg import pen_box, pen_box_px, qr_code, ruled_lines
from app.documents.model_card import candidate_name, figures, findings_of, limits_of
from app.documents.papers import PurchaseOrderPaper, WorkOrderPaper
from app.documents.strip_svg import decision_strip
from app.documents.thumbnails_svg import spectrum_thumbnail, trend_thumbnail
from app.documents.wording import PLAIN, Wording, unit_sign

TEMPLATES = resources.files("app.documents") / "templates"
TEXT = re.compile(r"""_\(\s*"((?:[^"\\]|\\.)*)"\s*\)""")
"""A text in a template stands as `_("Deliver to")`."""


def purchase_order_html(
    paper: PurchaseOrderPaper, wording: Wording = PLAIN, *, with_evidence: bool = True
) -> str:
    """Return a purchase order as HTML for `app.printing`.

    Parameters
    ----------
    with_evidence : bool
        False leaves "Why this order, why now" off: the copy for the vendor.
    """
    evidence, shelf = (paper.evidence, paper.shelf) if with_evidence else ((), ())
    return _rendered("purchase_order.html", wording, paper=paper, evidence=evidence, shelf=shelf)


def work_order_html(paper: WorkOrderPaper, wording: Wording = PLAIN) -> str:
    """Return a work order as HTML for `app.printing`."""
    return _rendered("work_order.html", wording, paper=paper)


def model_card_html(
    card: dict[str, Any], wording: Wording = PLAIN, model: LearnedModel | None = None
) -> str:
    """Return the card of a fleet model, as kept with it, as HTML for `app.printing`.

    Parameters
    ----------
    model : LearnedModel, optional
        Its entry on the plant's books: name, fingerprint, who approved it.
    """
    return _rendered(
        "model_card.html",
        wording,
        card=card,
        model=model,
        limits=limits_of(card, wording.number),
        findings=findings_of(card, wording.number),
    )


def paper_texts() -> tuple[str, ...]:
    """Return every source text of the templates, for the translation catalogue."""
    found: dict[str, None] = {}
    for template in sorted(TEMPLATES.iterdir(), key=lambda t: t.name):
        for text in TEXT.findall(template.read_text(encoding="utf-8")):
            found.setdefault(text)
    return tuple(found)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Return the environment all templates share; a name not given is an error, never a blank."""
    environment = Environment(
        loader=FunctionLoader(lambda name: (TEMPLATES / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        _=lambda text: translate("Papers", text),
        word=lambda text: translate("Words", text) if text else "",
        seen_words=lambda text: translate("Assessments", text),
        check_words=lambda text: translate("Checks", text),
        candidate_name=candidate_name,
        figures=figures,
        unit=unit_sign,
        pen_box=pen_box(),
        pen_box_px=pen_box_px(),
        ruled_lines=ruled_lines,
        qr_code=qr_code,
        decision_strip=decision_strip,
        trend_thumbnail=trend_thumbnail,
        spectrum_thumbnail=spectrum_thumbnail,
    )
    return environment


def _rendered(template: str, wording: Wording, **values: object) -> str:
    """Fill one template."""

    def said(reason: Reason) -> str:
        return reason.text(wording.number, wording.day)

    return _environment().get_template(template).render(w=wording, said=said, **values)
