"""Every rule by its name in reports."""

from collections.abc import Callable

from app.backtest.rules.article import ArticleRule
from app.backtest.rules.classic import Classic, ClassicPredictive
from app.backtest.rules.cost_rule import CostRule
from app.backtest.rules.no_stock import RunToFailure
from app.backtest.rules.rule import Rule

RULES: dict[str, Callable[[], Rule]] = {
    "run_to_failure": RunToFailure,
    "classic": Classic,
    "classic_predictive": ClassicPredictive,
    "article_median": lambda: ArticleRule("article_median", 0.5),
    "article_p90": lambda: ArticleRule("article_p90", 0.9),
    "article_p10": lambda: ArticleRule("article_p10", 0.1),
    "no_condition": lambda: CostRule("no_condition", uses_condition=False),
    "kairos": lambda: CostRule("kairos", uses_condition=True),
}
"""A new rule on each call, as rules keep tables of the run they play."""
