"""The one catalogue of texts, put into Qt and into the rules' `translate`."""

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.core.texts import install_translator

CATALOGUES = Path(__file__).parent / "translations"
"""Where the compiled catalogues (``kairos_de.qm``) lie."""

PSEUDO = "zz"
"""A language no one speaks: every text is bracketed and longer, so that a bare one shows."""

PLACEHOLDER = re.compile(r"\{\w*\}")
WORD = 6
"""Letters of a word the longer text is made of."""


def pseudo_text(_context: str, text: str) -> str:
    """Bracket a text and make it 40 % longer, as a long language would; it may be broken there.

    >>> pseudo_text("Orders", "Approve")
    '⟦Approve~~~⟧'
    """
    words = PLACEHOLDER.sub("", text)
    more = round(0.4 * len(words))
    filling = " ".join("~" * min(WORD, more - at) for at in range(0, more, WORD))
    return f"⟦{text}{filling}⟧"


def use_language(application: QCoreApplication, language: str = "") -> None:
    """Let every text be read in a language, "" for the desktop's, "zz" for the pseudo-locale."""
    if language == PSEUDO:
        install_translator(pseudo_text)
        return
    locale = QLocale(language) if language else QLocale.system()
    qt_texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt_texts), ("kairos", str(CATALOGUES))):
        translator = QTranslator(application)
        if translator.load(locale, name, "_", folder):
            application.installTranslator(translator)
    install_translator(QCoreApplication.translate)
