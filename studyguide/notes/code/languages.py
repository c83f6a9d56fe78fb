"""Names of the languages of code, as pandoc reads and colours them."""

import re

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
