import check_file_lengths
import pytest


def written(root, name, lines):
    path = root / "app" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x = 1\n" * lines, encoding="utf-8")


def test_longest_file_comes_first(tmp_path):
    written(tmp_path, "short.py", 3)
    written(tmp_path, "stores/long.py", 301)
    assert check_file_lengths.lengths(tmp_path) == [
        (301, "app/stores/long.py"),
        (3, "app/short.py"),
    ]


@pytest.mark.parametrize(
    ("lines", "exit_code", "said"),
    [(300, 0, "0 above 300"), (400, 0, "long: is there a reason?"), (401, 1, "too long")],
)
def test_four_hundred_lines_pass_and_one_more_fails(
    tmp_path, monkeypatch, capsys, lines, exit_code, said
):
    written(tmp_path, "file.py", lines)
    monkeypatch.setattr(check_file_lengths, "PROJECT", tmp_path)
    with pytest.raises(SystemExit) as ended:
        check_file_lengths.main()
    assert ended.value.code == exit_code
    assert said in capsys.readouterr().out
