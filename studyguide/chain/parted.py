"""A finished tree as pandoc JSON in parts: what stands before the first chapter, each chapter."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

END = "]}"


@dataclass(frozen=True)
class Parted:
    """The JSON of a tree up to its blocks, and that of the blocks of each part."""

    head: str = ""
    parts: tuple[str, ...] = ()

    @property
    def json(self) -> str:
        """The whole tree."""
        return self.head + ",".join(self.parts) + END

    def alone(self, part: str) -> str:
        """A tree of one part."""
        return self.head + part + END


NOTHING = Parted()


def parted(version: Any, meta: Any, blocks: Iterable[Any]) -> Parted:
    """The tree of some blocks."""
    return Parted(head(version, meta), tuple(map(spelled, chapters(blocks))))


def head(version: Any, meta: Any) -> str:
    """The JSON of a tree up to its blocks."""
    return f'{{"pandoc-api-version":{_json(version)},"meta":{_json(meta)},"blocks":['


def spelled(blocks: list[Any]) -> str:
    """Blocks as pandoc JSON, without brackets."""
    return _json(blocks)[1:-1]


def _json(value: Any) -> str:
    return json.dumps(
        value,
        default=lambda each: each.to_json(),
        check_circular=False,
        separators=(",", ":"),
        ensure_ascii=False,
    )


def chapters(blocks: Iterable[Any]) -> Iterator[list[Any]]:
    """The blocks of each part: a heading of the first level begins one."""
    part: list[Any] = []
    for block in blocks:
        if part and type(block).__name__ == "Header" and block.level == 1:
            yield part
            part = []
        part.append(block)
    if part:
        yield part
