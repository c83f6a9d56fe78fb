"""The `./invoke` of a new book: the same set-up, with the packages and the wheel in press/."""

import pytest

from tests.wrapper.conftest import Machine
from tests.wrapper.test_wrapper import NO_NETWORK, line_of

WHEEL = "studyguide_press-1-py3-none-any.whl"


def run(machine: Machine, *words: str) -> str:
    """What it says on a run that succeeds."""
    ran = machine.run(*words, script=machine.book / "invoke")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def refuse(machine: Machine, *words: str) -> str:
    return line_of(machine.run(*words, script=machine.book / "invoke"))


def test_it_sets_up_once_and_hands_on_every_word(machine: Machine) -> None:
    assert run(machine, "pdf", "--out", "내 책") == "ran\npdf\n--out\n내 책\n"
    packages, press = machine.calls("pip install")
    assert "--require-hashes" in packages
    assert packages.endswith("/press/requirements.lock")
    assert "--no-index --no-deps" in press
    assert press.endswith(f"/press/{WHEEL}")
    machine.forget_calls()
    run(machine, "check")
    assert len(machine.calls()) == 1


@pytest.mark.parametrize("name", ["requirements.lock", WHEEL])
def test_another_press_is_installed_over_the_old_one(machine: Machine, name: str) -> None:
    run(machine, "pdf")
    (machine.book / "press" / name).write_text("another\n")
    machine.forget_calls()
    run(machine, "pdf")
    assert len(machine.calls("pip install")) == 2
    machine.forget_calls()
    run(machine, "pdf")
    assert len(machine.calls()) == 1


def test_from_another_folder_through_a_link(machine: Machine) -> None:
    link = machine.stub / "책"
    link.symlink_to(machine.book / "invoke")
    assert machine.run("check", script=link).returncode == 0
    assert (machine.book / ".venv").is_dir()


def test_it_was_offline_and_then_was_not(machine: Machine) -> None:
    machine.tell("pip-says", NO_NETWORK)
    assert refuse(machine, "pdf").startswith("invoke: 패키지를 받지 못했다")
    (machine.stub / "pip-says").unlink()
    run(machine, "pdf")


@pytest.mark.parametrize("count", [0, 2])
def test_the_press_is_one_wheel(machine: Machine, count: int) -> None:
    (machine.book / "press" / WHEEL).unlink()
    for number in range(count):
        (machine.book / "press" / f"studyguide_press-{number}-py3-none-any.whl").touch()
    said = refuse(machine, "pdf")
    assert said.startswith("invoke: press/에 studyguide_press-….whl이 하나 있어야 한다")
    said = refuse(machine, "pdf", "--lang", "en")
    assert said.startswith(
        "invoke: press/ needs one studyguide_press-….whl: take it from a release"
    )
    assert not machine.calls()


def test_pango_is_installed_for_the_pdf_alone(machine: Machine) -> None:
    (machine.stub / "pango").unlink()
    machine.put("installs-pango", "apt-get")
    machine.be_root()
    run(machine, "epub")
    assert not machine.calls("apt-get")
    run(machine, "all")
    assert len(machine.calls("apt-get")) == 1
