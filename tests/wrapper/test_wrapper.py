"""The wrapper on machines that lack something: one clear line each, and the right exit status."""

import shutil
import subprocess

import pytest

from tests.wrapper.conftest import Machine

NO_NETWORK = "WARNING: Retrying…\nERROR: Max retries exceeded with url: /simple/brotli/"
PIP_FAULTS = {
    NO_NETWORK: "패키지를 받지 못했다. 인터넷에 이어",
    "ERROR: Could not install: [Errno 28] No space left on device": "디스크가 가득 찼다",
    "ERROR: [Errno 13] Permission denied: 'lib'": ".venv에 쓸 수 없다",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES": "설치하지 못했다: ERROR: THESE PACK",
}
MANAGERS = {
    "apt-get": "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "sudo dnf install -y pango harfbuzz",
    "apk": "sudo apk add pango harfbuzz-subset fontconfig",
    "pacman": "sudo pacman -S --needed pango harfbuzz",
    "zypper": "sudo zypper install libpango-1_0-0 libharfbuzz-subset0",
    "brew": "brew install pango",
}


def line_of(ran: subprocess.CompletedProcess[str]) -> str:
    """The last line of a run that failed as a tool should."""
    assert ran.returncode == 2
    assert ran.stdout == ""
    last = ran.stderr.splitlines()[-1]
    assert last.startswith("invoke: ")
    return last


def test_the_first_run_sets_up_and_hands_on_every_word(machine: Machine) -> None:
    ran = machine.run("pdf", "--book", "내 노트/한 권")
    assert (ran.returncode, ran.stdout) == (0, "ran\npdf\n--book\n내 노트/한 권\n")
    (install,) = machine.calls("pip install")
    assert "--only-binary :all: --require-hashes" in install
    assert install.endswith("/requirements.lock")


def test_the_second_run_starts_python_once(machine: Machine) -> None:
    machine.run("pdf")
    machine.forget_calls()
    ran = machine.run("pdf")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert len(machine.calls()) == 1


def test_tests_need_more_packages_and_a_book_none_after_them(machine: Machine) -> None:
    machine.run("test")
    machine.run("pdf")
    (install,) = machine.calls("pip install")
    assert install.endswith("/requirements-dev.lock")


def test_a_new_lock_is_installed_into_the_same_environment(machine: Machine) -> None:
    machine.run("pdf")
    (machine.project / "requirements.lock").write_text("another\n")
    assert machine.run("pdf").returncode == 0
    assert len(machine.calls("pip install")) == 2
    assert len(machine.calls("-m venv")) == 1


def test_an_environment_made_by_hand_is_kept(machine: Machine) -> None:
    binaries = machine.project / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").symlink_to(machine.bin / "python3")
    subprocess.run(["chmod", "-R", "a+rwX", str(machine.project)], check=True)
    machine.run("pdf")
    assert not machine.calls("-m venv")
    machine.forget_calls()
    machine.run("pdf")
    assert len(machine.calls()) == 1


def test_from_another_folder_through_a_link(machine: Machine) -> None:
    link = machine.stub / "press"
    link.symlink_to(machine.project / "invoke")
    assert machine.run("epub", script=link).returncode == 0
    assert (machine.project / ".venv").is_dir()


def test_a_moved_project_needs_no_second_setup(machine: Machine) -> None:
    machine.run("pdf")
    machine.forget_calls()
    moved = machine.project.with_name("moved")
    shutil.move(machine.project, moved)
    assert machine.run("pdf", script=moved / "invoke").returncode == 0
    assert len(machine.calls()) == 1


def test_an_environment_cut_off_while_changing_is_made_anew(machine: Machine) -> None:
    machine.run("pdf")
    (machine.project / ".venv" / ".changing").touch()
    (machine.project / ".venv" / "half").touch()
    assert machine.run("pdf").returncode == 0
    assert not (machine.project / ".venv" / "half").exists()


@pytest.mark.parametrize("broken", ["no python", "another python"])
def test_an_environment_of_another_python_is_made_anew(machine: Machine, broken: str) -> None:
    machine.run("pdf")
    if broken == "no python":
        (machine.project / ".venv" / "bin" / "python").unlink()
    else:
        (machine.project / ".venv" / ".python").write_text("/usr/bin/python3.10\n")
    assert machine.run("pdf").returncode == 0
    assert len(machine.calls("-m venv")) == 2


@pytest.mark.parametrize("has_flock", [True, False])
def test_two_runs_at_once_set_up_once(machine: Machine, has_flock: bool) -> None:
    if not has_flock:
        (machine.bin / "flock").unlink()
    runs = [
        subprocess.Popen(
            machine.command("pdf"), env=machine.env, cwd=machine.stub, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]  # fmt: skip
    assert [run.wait(timeout=30) for run in runs] == [0, 0]
    assert len(machine.calls("-m venv")) == len(machine.calls("pip install")) == 1
    assert not (machine.project / ".venv.lock").exists()


def test_an_abandoned_lock_does_not_stop_anybody(machine: Machine) -> None:
    (machine.bin / "flock").unlink()
    (machine.project / ".venv.lock").mkdir(mode=0o777)
    assert machine.run("pdf").returncode == 0


def test_python_is_too_old(machine: Machine) -> None:
    machine.tell("old")
    assert "Python 3.11 이상" in line_of(machine.run("pdf"))
    assert "이 컴퓨터의 Python: 3.12.7" in line_of(machine.run("pdf"))


def test_there_is_no_python(machine: Machine) -> None:
    (machine.bin / "python3").unlink()
    assert "이 컴퓨터에는 python3이 없다" in line_of(machine.run("pdf"))


def test_there_is_no_pip(machine: Machine) -> None:
    machine.tell("no-pip")
    assert "pip도 ensurepip도 없다" in line_of(machine.run("pdf"))


def test_debian_has_no_pip_and_gives_none(machine: Machine) -> None:
    machine.tell("no-pip")
    machine.put("refuses", "apt-get")
    assert "sudo apt-get install -y python3-venv" in line_of(machine.run("pdf"))


def test_debian_has_no_pip_and_gives_the_package_of_its_wheel(machine: Machine) -> None:
    machine.put("gives-pip", "apt-get")
    machine.put("gives-pip", "dpkg-deb")
    for folder in (machine.project, machine.book):
        machine.tell("no-pip")
        assert machine.run("epub", script=folder / "invoke").returncode == 0
    installed = [call.rpartition("/")[2] for call in machine.calls("-m pip install")]
    assert installed == ["requirements.lock"] * 2 + ["studyguide_press-1-py3-none-any.whl"]


@pytest.mark.parametrize("message", PIP_FAULTS, ids=lambda message: message[-12:])
def test_pip_fails(machine: Machine, message: str) -> None:
    machine.tell("pip-says", message)
    assert PIP_FAULTS[message] in line_of(machine.run("pdf"))
    assert not (machine.project / ".venv" / ".requirements.lock").exists()
    (machine.stub / "pip-says").unlink()
    assert machine.run("pdf").returncode == 0


def test_books_still_build_when_the_tests_packages_cannot_be_fetched(machine: Machine) -> None:
    machine.run("pdf")
    machine.tell("pip-says", NO_NETWORK)
    assert "인터넷에 이어" in line_of(machine.run("test"))
    assert machine.run("pdf").returncode == 0


def test_the_disk_is_full_from_the_start(machine: Machine) -> None:
    machine.tell("venv-says", "Error: [Errno 28] No space left on device: '.venv'")
    assert "디스크가 가득 찼다" in line_of(machine.run("pdf"))
    assert "the disk is full" in line_of(machine.run("pdf", "--lang", "en"))


def test_the_folder_cannot_be_written_to(machine: Machine) -> None:
    machine.project.chmod(0o555)
    said = line_of(machine.run("pdf"))
    machine.project.chmod(0o777)
    assert "에 쓸 수 없다" in said
    assert not machine.calls()


@pytest.mark.parametrize("manager", MANAGERS)
def test_pango_is_missing_and_may_not_be_installed(machine: Machine, manager: str) -> None:
    (machine.stub / "pango").unlink()
    machine.put("refuses", manager)
    machine.put("refuses", "sudo")
    assert line_of(machine.run("pdf")).endswith(f"이렇게 설치한다: {MANAGERS[manager]}")
    assert machine.run("epub").returncode == 0


def test_pango_is_missing_and_there_is_no_known_manager(machine: Machine) -> None:
    (machine.stub / "pango").unlink()
    assert "Pango 1.44 or newer" in line_of(machine.run("pdf", "--lang=en"))
    assert "Pango 1.44 이상" in line_of(machine.run("pdf"))


@pytest.mark.parametrize("manager", MANAGERS)
def test_root_gets_pango_installed(machine: Machine, manager: str) -> None:
    (machine.stub / "pango").unlink()
    machine.put("installs-pango", manager)
    machine.be_root()
    assert machine.run("pdf").returncode == 0
    assert len(machine.calls(manager)) == 1
