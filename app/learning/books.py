"""A plant's learned models: kept, approved by fingerprint, withdrawn, and bound to components."""

from dataclasses import replace
from uuid import uuid4

from app.core.errors import FileRefused, StepRefused
from app.core.learned_models import (
    BindingScope,
    ColumnFeed,
    LearnedModel,
    ModelBinding,
    ModelOrigin,
    ModelState,
)
from app.core.moment import Moment
from app.exchange.fleet_file import fingerprint, read_model
from app.learning.cards import checked_card
from app.learning.kept import model_as_kept
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork


def keep_trained(store: Store, content: bytes, name: str, moment: Moment, key: str) -> str:
    """Keep a model that was trained here; return its fingerprint."""
    return _keep(store, content, name, ModelOrigin.TRAINED_HERE, moment, key)


def bring_in(
    store: Store, content: bytes, name: str, said_fingerprint: str, moment: Moment, key: str
) -> str:
    """Keep a stranger's model if its content is what the sender says it is.

    Parameters
    ----------
    said_fingerprint : str
        SHA-256 as the sender names it. Without the right one nothing of the file is read.

    Raises
    ------
    FileRefused
        If the fingerprint is another, or the file is no model.
    """
    found = fingerprint(content)
    said = "".join(said_fingerprint.split()).lower()
    if said != found:
        raise FileRefused(
            f"{name}: expected the fingerprint the sender names ({said or 'none given'}), got "
            f"{found}.",
            "Ask who sent the file for its fingerprint. Nothing was read from it.",
        )
    return _keep(store, content, name, ModelOrigin.BROUGHT, moment, key)


def _keep(
    store: Store, content: bytes, name: str, origin: ModelOrigin, moment: Moment, key: str
) -> str:
    """Keep a model's file under a name of its own."""
    model, card = read_model(content, name)
    checked_card(card, name)
    found = fingerprint(content)

    def command(uow: UnitOfWork) -> str:
        called = _free_name(name, {kept.name for kept in uow.learned.all()})
        entry = LearnedModel(
            found, called, origin, model.columns, model.time_unit, moment.actor, moment.now
        )
        uow.learned.add(entry, content)
        uow.audit.append(moment.now, "keep model", called, "", f"{origin.value}, {found}")
        return found

    return store.once(key, moment.actor, command)


def _free_name(name: str, taken: set[str]) -> str:
    """Return the name, with a number behind it where it is taken."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def approve_model(store: Store, found: str, moment: Moment, key: str) -> None:
    """Believe a model from now on, as policy allows it.

    Raises
    ------
    ApprovalRefused
        If policy wants another person's name, or it is approved already.
    FileRefused
        If what is kept is not what was fingerprinted.
    """

    def command(uow: UnitOfWork) -> str:
        model_as_kept(uow, found)
        before = uow.learned.get(found)
        wants = uow.plant.policy().wants_second_name_for_models
        after = before.approved(moment.actor, moment.now, wants_second_name=wants)
        _save(uow, before, after, moment, "approve model")
        return found

    store.once(key, moment.actor, command)


def withdraw_model(store: Store, found: str, moment: Moment, key: str) -> None:
    """Believe a model no longer; it and its bindings are kept.

    Raises
    ------
    StepRefused
        If it is not approved.
    """

    def command(uow: UnitOfWork) -> str:
        before = uow.learned.get(found)
        _save(uow, before, before.withdrawn(moment.actor, moment.now), moment, "withdraw model")
        return found

    store.once(key, moment.actor, command)


def _save(
    uow: UnitOfWork, before: LearnedModel, after: LearnedModel, moment: Moment, action: str
) -> None:
    """Keep a model's new state and who brought it about."""
    uow.learned.save(after)
    said = f"{after.state.value}, {after.fingerprint}"
    uow.audit.append(moment.now, action, after.name, before.state.value, said)


def bind_model(
    store: Store,
    found: str,
    scope: BindingScope,
    subject: str,
    feeds: tuple[ColumnFeed, ...],
    time_per_day: float,
    moment: Moment,
    key: str,
) -> None:
    """Put an approved model in charge of components; an earlier one of the same subject goes.

    Raises
    ------
    StepRefused
        If it is not approved, or a column of the model is fed by nothing or by two.
    ScenarioRefused
        If a factor or the time a day can't be.
    """
    binding = ModelBinding(
        str(uuid4()), found, scope, subject, feeds, time_per_day, moment.actor, moment.now
    )

    def command(uow: UnitOfWork) -> str:
        model = uow.learned.get(found)
        if model.state is not ModelState.APPROVED:
            raise StepRefused(
                f"{model.name}: expected an approved model, got one that is {model.state.value}.",
                "Approve it first. Nothing was bound.",
            )
        _refuse_unless_fed(model, feeds)
        uow.learned.bind(binding)
        uow.audit.append(
            moment.now, "bind model", model.name, "", f"{scope.value} {subject}, {found}"
        )
        return binding.id

    store.once(key, moment.actor, command)


def _refuse_unless_fed(model: LearnedModel, feeds: tuple[ColumnFeed, ...]) -> None:
    """Refuse feeds that are not one for each column."""
    fed = sorted(feed.column for feed in feeds)
    if fed != sorted(model.columns):
        missing = [name for name in model.columns if name not in fed]
        raise StepRefused(
            f"{model.name}: expected one measured indicator for each of {len(model.columns)} "
            f"columns, got none for {', '.join(missing) or 'columns it does not have'}.",
            "Choose what feeds each column. Nothing was bound.",
        )


def unbind_model(store: Store, binding: ModelBinding, moment: Moment, key: str) -> None:
    """Take a model from its components."""

    def command(uow: UnitOfWork) -> str:
        name = uow.learned.get(binding.fingerprint).name
        uow.learned.unbind(binding.id)
        was = f"{binding.scope.value} {binding.subject}, {binding.fingerprint}"
        uow.audit.append(moment.now, "unbind model", name, was, "")
        return binding.id

    store.once(key, moment.actor, command)


def want_second_name(store: Store, *, wants: bool, moment: Moment, key: str) -> None:
    """Decide whether models are approved by another person than whoever brought them."""

    def command(uow: UnitOfWork) -> str:
        before = uow.plant.policy()
        uow.plant.save_policy(replace(before, wants_second_name_for_models=wants))
        was, now = (
            "second name" if asked else "one name"
            for asked in (before.wants_second_name_for_models, wants)
        )
        uow.audit.append(moment.now, "change policy", "approval of models", was, now)
        return now

    store.once(key, moment.actor, command)
