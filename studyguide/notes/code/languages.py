"""Names of the languages of code, as pandoc reads and colours them, and of its files."""

import re

FILE_NAME = re.compile(  # `title="a.py"` after a fence
    r"(?:^|\s)(?:title|file|filename)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))"
)
ATTRIBUTE = re.compile(
    r"(?:^|\s)(?:[.#][\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S*))"
)  # `.numberLines`
CLASS = re.compile(r"[^\W\d_][\w-]*")  # all that pandoc takes for a class: `c++` is none
OTHERWISE = {  # what people write, and what the colouring knows
    **{"c++": "cpp", "c#": "cs", "csharp": "cs", "f#": "fsharp", "golang": "go"},
    **{"objc": "objectivec", "objective-c": "objectivec", "objective-c++": "objectivecpp"},
    **{"shell": "bash", "console": "bash", "jsonc": "json", "node": "javascript"},
}


def language(name: str) -> str:
    """The language that a fence names; nothing when that is no name.

    >>> [language(name) for name in ("python", "C++", "c#", "a+", "_", "1")]
    ['python', 'cpp', 'cs', 'a', '', '']
    """
    met = CLASS.match(OTHERWISE.get(name.lower(), name))
    return met[0] if met else ""


def name_of(info: str) -> str:
    """What a fence calls its code, besides the language and how to print it.

    >>> name_of('.numberLines startFrom="3"'), name_of('title="a.py" {1,3}'), name_of("a.js")
    ('', 'a.py', 'a.js')
    """
    if met := FILE_NAME.search(info):
        return next(filter(None, met.groups()), "")
    return ATTRIBUTE.sub("", info).strip(" \"'")
