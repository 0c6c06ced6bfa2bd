"""What a terminal gets, and what a file or a program that reads on gets."""

import io
import json

import pytest
from rich.text import Text

from pipeline.cli.printing import print_csv, print_drawn, print_result
from pipeline.logs import encodable

COLOURED = Text("◆ ").append("Chávez", "#D55E00").append(" → Lima")


class Output(io.TextIOWrapper):
    """A standard output that is a terminal, or is not."""

    def __init__(self, encoding: str, *, is_terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="")
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal

    def written(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


def _terminal(monkeypatch: pytest.MonkeyPatch) -> Output:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    return _output(monkeypatch, "utf-8", is_terminal=True)


def _output(monkeypatch: pytest.MonkeyPatch, encoding: str, *, is_terminal: bool) -> Output:
    output = Output(encoding, is_terminal=is_terminal)
    monkeypatch.setattr("sys.stdout", output)
    return output


def test_a_terminal_gets_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    print_drawn({}, [COLOURED], as_json=False)
    assert terminal.written() == "◆ \x1b[38;2;213;94;0mChávez\x1b[0m → Lima\n"


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    print_drawn({}, [COLOURED], as_json=False)
    assert terminal.written() == "◆ Chávez → Lima\n"


def test_a_file_gets_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    output = _output(monkeypatch, "utf-8", is_terminal=False)
    print_drawn({}, [COLOURED], as_json=False)
    assert output.written() == "◆ Chávez → Lima\n"


@pytest.mark.parametrize("is_terminal", [True, False])
def test_words_of_documents_do_nothing_but_show(is_terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    output = _output(monkeypatch, "utf-8", is_terminal=is_terminal)
    print_drawn({}, [Text("a\x1b[31mb\u202ec"), Text("[bold]:smile:[/bold]")], as_json=False)
    assert output.written() == "a\\x1b[31mb\\u202ec\n[bold]:smile:[/bold]\n"


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", "* Chavez > Lima\n"), ("cp1252", "* Chávez > Lima\n")])
def test_an_encoding_without_the_signs_gets_others(encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    output = _output(monkeypatch, encoding, is_terminal=False)
    print_drawn({}, [COLOURED], as_json=False)
    assert output.written() == shown


def test_lines_keep_their_length_in_every_encoding() -> None:
    text = "●■▲◆━─╌×→·“”…é秘ŝ"
    assert encodable(text, "utf-8") == text
    assert encodable(text, "ascii") == 'o#^*=-.x>|""~e?s'


def test_json_is_whole_in_every_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    output = _output(monkeypatch, "ascii", is_terminal=False)
    print_result({"name": "Chávez 秘"}, [], as_json=True)
    assert json.loads(output.written()) == {"name": "Chávez 秘"}


def test_a_table_for_a_file_is_utf_8_and_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    output = _output(monkeypatch, "ascii", is_terminal=False)
    print_csv("name\nChávez\x1b\n")
    output.flush()
    assert isinstance(output.buffer, io.BytesIO)
    assert output.buffer.getvalue() == "name\nChávez\x1b\n".encode()


def test_a_table_on_a_terminal_does_nothing_but_show(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _terminal(monkeypatch)
    print_csv("name\nChávez\x1b\n")
    assert terminal.written() == "name\nChávez\\x1b\n"
