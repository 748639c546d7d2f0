from email.message import Message

import check_licences
import pytest


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "GNU Lesser General Public License v3 or later (LGPLv3+)",
        "Apache Software License",
    ],
)
def test_permissive_and_lesser_licences_ship(licence):
    assert check_licences.is_allowed(licence)


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "GNU General Public License v3 (GPLv3)",
        "GNU Affero General Public License v3",
        "MIT AND GPL-2.0-only",
        "Other/Proprietary License",
        "",
    ],
)
def test_copyleft_unknown_and_missing_licences_do_not_ship(licence):
    assert not check_licences.is_allowed(licence)


def metadata_of(**fields):
    message = Message()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    return message


def test_a_choice_in_the_licence_field_counts_before_the_classifiers():
    package = metadata_of(
        License="LGPL-3.0-only OR GPL-3.0-only",
        Classifier="License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
    )
    assert check_licences.licences_named(package) == ["LGPL-3.0-only OR GPL-3.0-only"]


def test_classifiers_speak_when_the_licence_field_is_prose():
    package = metadata_of(
        License="Dual License", Classifier="License :: OSI Approved :: BSD License"
    )
    assert check_licences.licences_named(package) == ["BSD License"]


def test_a_package_that_says_gpl_or_nothing_is_complained_about(monkeypatch):
    for said, complaint in [
        (metadata_of(License_Expression="GPL-3.0-only", License="GPL-3.0-only"), "not allowed"),
        (metadata_of(), "names no licence"),
    ]:
        monkeypatch.setattr(check_licences.metadata, "metadata", lambda _name, said=said: said)
        assert complaint in check_licences.complaint("some-package")


def test_packages_recorded_by_hand_are_still_locked():
    locked = check_licences.locked_packages(check_licences.RUNTIME_LOCK.read_text(encoding="utf-8"))
    assert set(check_licences.READ_BY_A_PERSON) <= set(locked)


def test_everything_that_ships_may_ship():
    locked = check_licences.locked_packages(check_licences.RUNTIME_LOCK.read_text(encoding="utf-8"))
    assert {name: check_licences.complaint(name) for name in locked} == dict.fromkeys(locked)
