"""The `kairos` command: the window, or one headless command."""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app import __version__
from app.core.errors import PlantError
from app.headless.analyse_options import add_options
from app.headless.typed_words import above_zero, day, days, whole

EXPECTED_FAILURE = 1
USAGE = 2


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns 0, 1 for an expected failure, 2 for wrong usage."""
    words = sys.argv[1:] if argv is None else argv
    if words[:1] == ["demo-plant"]:
        from app.demo_plant.serve import main as serve_demo_plant

        return serve_demo_plant(words[1:])
    arguments = _parser().parse_args(words)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return _answered(command, arguments)
    except PlantError as trouble:
        sys.stderr.write(f"{trouble}\n")
        return EXPECTED_FAILURE
    except BrokenPipeError:
        # Who reads, as `head`, has had enough; what is flushed at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXPECTED_FAILURE
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; what was acknowledged is kept.\n")
        return EXPECTED_FAILURE


def _answered(command: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """Carry a command out and hand over what it printed; a window may have nobody to print to."""
    answer = command(arguments)
    print(end="", flush=True)
    return answer


def _parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="kairos", description="The right part on the right day.")
    parser.add_argument("--version", action="version", version=f"kairos {__version__}")
    parser.add_argument("--plant", metavar="FOLDER", help="plant folder or database address")
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_demo(commands)
    _add_replay(commands)
    _add_plan(commands)
    _add_backtest(commands)
    _add_rul(commands)
    analyse = commands.add_parser("analyse", help="what recordings say of a machine")
    add_options(analyse)
    analyse.set_defaults(command=_analyse)
    return parser


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`kairos demo`."""
    demo = commands.add_parser("demo", help="run the demo plant through a failure story")
    demo.add_argument("--headless", action="store_true", help="run to the end without a window")
    demo.add_argument("--out", type=Path, default=Path("build/demo"), metavar="DIR")
    demo.add_argument("--days", type=days, default=60, metavar="N", help="longest story")
    demo.add_argument("--seed", type=whole, default=7, metavar="N")
    demo.add_argument("--no-pictures", action="store_true", help="don't grab the pages")
    demo.add_argument("--json", action="store_true", help="print run.json (headless)")
    demo.set_defaults(command=_demo)


def _add_replay(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`kairos replay`."""
    replay = commands.add_parser("replay", help="take recorded snapshots down the same path")
    replay.add_argument("folder", type=Path, metavar="FOLDER")
    replay.add_argument("--rate-hz", type=above_zero, required=True, metavar="R")
    replay.add_argument("--rpm", type=above_zero, required=True, metavar="N")
    replay.add_argument("--bearing", required=True, metavar="NAME|balls,ball_mm,pitch_mm,angle_deg")
    replay.add_argument("--interval-s", type=above_zero, required=True, metavar="S")
    replay.add_argument("--lead-days", required=True, metavar="L[:SPREAD]")
    replay.add_argument(
        "--unit", choices=("g", "ms2", "mms"), help="of columns whose header names none"
    )
    replay.add_argument(
        "--scale", type=above_zero, metavar="K",
        help="WAV: unit per count of the recorder; integer samples need it",
    )  # fmt: skip
    replay.add_argument("--channel", metavar="NAME|N", help="one column only, by name or from 1")
    replay.add_argument(
        "--limit", metavar="VALUE[g|ms2]",
        help="peak acceleration that counts as functional failure, in the unit of the recording "
        "(header or --unit; m/s2 where that is mm/s) unless it carries its own, like 20g",
    )  # fmt: skip
    replay.add_argument("--part", default="", metavar="NAME")
    replay.add_argument("--price", default="", metavar="P", help='like "84.00" or "84.00 EUR"')
    replay.add_argument("--out", type=Path, default=Path("build/replay"), metavar="DIR")
    replay.add_argument("--json", action="store_true", help="print run.json")
    replay.set_defaults(command=_replay)


def _add_plan(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`kairos plan`."""
    plan = commands.add_parser("plan", help="decide a scenario: order dates with reasons")
    plan.add_argument("file", type=Path, metavar="FILE.json")
    plan.add_argument("--json", action="store_true", help="print decisions as JSON")
    plan.set_defaults(command=_plan)


def _add_backtest(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`kairos backtest`."""
    backtest = commands.add_parser(
        "backtest", help="replay the order policies on a plant's own books, without look-ahead"
    )
    backtest.add_argument(
        "--plant", metavar="FOLDER", default=argparse.SUPPRESS, help="plant folder or database"
    )
    backtest.add_argument("--from", dest="first", type=day, metavar="D", help="like 2025-01-31")
    backtest.add_argument("--to", dest="last", type=day, metavar="D", help="the last day replayed")
    backtest.add_argument("--json", action="store_true", help="print the report as JSON")
    backtest.set_defaults(command=_backtest, refuse=backtest.error)


def _add_rul(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """`kairos rul train`, `predict` and `evaluate`."""
    rul = commands.add_parser("rul", help="remaining life learned from a table of lives")
    kinds = rul.add_subparsers(title="commands", metavar="COMMAND", required=True)
    train = kinds.add_parser("train", help="learn from units that ran to failure")
    train.add_argument("table", type=Path, metavar="TABLE", help="CSV, blank-separated, or XLSX")
    train.add_argument("--unit", required=True, metavar="COL", help="column's name, or number")
    train.add_argument("--time", required=True, metavar="COL", help="running time, or dates")
    train.add_argument(
        "--failed", metavar="COL|all", default="all",
        help="column with a flag or the time of failure; all: each at its last reading",
    )  # fmt: skip
    train.add_argument("--model", type=Path, required=True, metavar="OUT")
    train.add_argument("--time-unit", default="", metavar="NAME", help='like "cycles"')
    train.add_argument(
        "--horizon", type=above_zero, metavar="N",
        help="remaining life beyond which nothing need be told apart; the median life if left out",
    )  # fmt: skip
    train.add_argument("--card", type=Path, metavar="FILE", help="model card as .html or .pdf")
    train.add_argument("--json", action="store_true", help="print the card as JSON")
    train.set_defaults(command=_rul_train)
    predict = kinds.add_parser("predict", help="remaining life after each unit's last reading")
    predict.add_argument("table", type=Path, metavar="TABLE")
    predict.add_argument(
        "--within", type=above_zero, action="append", default=[], metavar="N",
        help="also P(failure within N), in the unit of the time column; may be repeated",
    )  # fmt: skip
    predict.set_defaults(command=_rul_predict)
    evaluate = kinds.add_parser("evaluate", help="hold predictions against the truth")
    evaluate.add_argument("table", type=Path, metavar="TABLE")
    evaluate.add_argument("--truth", type=Path, required=True, metavar="T", help="one life a unit")
    evaluate.set_defaults(command=_rul_evaluate)
    for command in (predict, evaluate):
        command.add_argument("--model", type=Path, required=True, metavar="M")
        command.add_argument("--approve", metavar="SHA256", help="believe this model from now on")
        command.add_argument("--json", action="store_true", help="print the answer as JSON")


def _window(arguments: argparse.Namespace) -> int:
    """Open the window on a plant."""
    from app.ui.window import open_plant_window

    return open_plant_window(arguments.plant)


def _demo(arguments: argparse.Namespace) -> int:
    """Run the demo plant, with or without a window."""
    if not arguments.headless:
        from app.ui.window import open_demo_window

        return open_demo_window(arguments.out, arguments.seed)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.headless.demo import DemoRun, run_demo

    run = DemoRun(arguments.out, arguments.days, arguments.seed)
    if not arguments.no_pictures:
        from app.pictures import take_pictures

        run = replace(run, take_pictures=take_pictures)
    return run_demo(run, as_json=arguments.json)


def _replay(arguments: argparse.Namespace) -> int:
    """Take a folder of snapshots down the path."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.headless.replay import run_replay
    from app.headless.replay_words import ReplayRun

    return run_replay(ReplayRun.from_words(vars(arguments)), as_json=arguments.json)


def _plan(arguments: argparse.Namespace) -> int:
    """Decide a scenario."""
    from app.headless.plan import plan

    return plan(arguments.file, as_json=arguments.json)


def _backtest(arguments: argparse.Namespace) -> int:
    """Replay a plant's own books."""
    if arguments.plant is None:
        arguments.refuse("name the plant: --plant FOLDER")
    from app.headless.backtest import backtest

    return backtest(arguments.plant, arguments.first, arguments.last, as_json=arguments.json)


def _analyse(arguments: argparse.Namespace) -> int:
    """Analyse recordings."""
    from app.headless.analyse import analyse

    return analyse(arguments)


def _rul_train(arguments: argparse.Namespace) -> int:
    """Learn remaining life from a table."""
    from app.analysis.fleet.table import TableRoles
    from app.analysis.fleet.training import TrainingTerms
    from app.headless.rul import TrainRun, train_model

    does_all_fail = arguments.failed == "all"
    failed = None if does_all_fail else arguments.failed
    roles = TableRoles(arguments.unit, arguments.time, failed, all_fail=does_all_fail)
    terms = TrainingTerms(roles, arguments.time_unit, arguments.horizon)
    run = TrainRun(arguments.table, terms, arguments.model, arguments.card)
    return train_model(run, as_json=arguments.json)


def _rul_predict(arguments: argparse.Namespace) -> int:
    """Foretell remaining lives."""
    from app.headless.rul import predict

    table, model, within = arguments.table, arguments.model, arguments.within
    return predict(table, model, within, arguments.approve, as_json=arguments.json)


def _rul_evaluate(arguments: argparse.Namespace) -> int:
    """Judge predictions."""
    from app.headless.rul import evaluate

    table, truth, model = arguments.table, arguments.truth, arguments.model
    return evaluate(table, truth, model, arguments.approve, as_json=arguments.json)


if __name__ == "__main__":
    sys.exit(main())
