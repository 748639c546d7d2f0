"""Fitting the pool of all suppliers anew, on its schedule and with a name."""

from dataclasses import replace

from app.core.lead_pool import fit_pool, is_refit_due
from app.core.lead_posterior import LeadPrior
from app.core.moment import Moment
from app.storage.unit_of_work import UnitOfWork


def refit_lead_pool_when_due(uow: UnitOfWork, moment: Moment) -> LeadPrior | None:
    """Fit the pool where its schedule and the receipts ask for it; None where nothing was done."""
    if not is_refit_due(uow.plant.policy().lead_prior_fitted_on, moment.today):
        return None
    fitted = fit_pool(supplier.receipts_days for supplier in uow.plant.suppliers())
    if fitted is not None:
        _keep(uow, fitted, moment)
    return fitted


def _keep(uow: UnitOfWork, fitted: LeadPrior, moment: Moment) -> None:
    """Write the pool into the policy, with what it was before on record."""
    policy = uow.plant.policy()
    uow.plant.save_policy(replace(policy, lead_prior=fitted, lead_prior_fitted_on=moment.today))
    uow.audit.append(
        moment.now, "refit lead pool", "site", _worded(policy.lead_prior), _worded(fitted)
    )


def _worded(prior: LeadPrior) -> str:
    """Write a pool's four numbers."""
    return (
        f"mean log {prior.mean_log:.4f}, weight {prior.weight:.4f}, shape {prior.shape:g}, "
        f"rate {prior.rate:.4f}"
    )
