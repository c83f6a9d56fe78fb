"""The front door: `invoke --list` shows what the press can do."""

from shlex import quote

from invoke import Collection, Program, task

from studyguide.faults import quietly

with quietly():
    from filters import CHAIN
    from studyguide import __version__, console, new_book, usage
    from studyguide.files import IS_INSTALLED

HELP = {
    "book": "노트가 든 책 폴더 (기본: book)",
    "out": "결과를 둘 폴더 (기본: dist)",
    "strict": "경고가 있어도 종료 상태가 1이 된다",
    "strict_glossary": "풀이 없는 용어를 오류로 본다",
    "format": "메시지의 꼴: text, github, json (기본: text)",
    "fresh": "바뀐 것이 없어도 다시 만든다",
    "profile": "EPUB의 쓰임: standard, store, kindle (기본: standard)",
    "lang": "메시지의 언어: ko, en (기본: ko)",
}

LANG = {"lang": HELP["lang"]}
RELEASE = {key: HELP[key] for key in ("book", "out", "strict", "strict_glossary", "lang")}
BUILD = {**RELEASE, "fresh": HELP["fresh"]}
PACK = {**BUILD, "profile": HELP["profile"]}


@task(help=BUILD)
def pdf(
    c,  # noqa: ARG001
    book="", out="", strict=False, strict_glossary=False, lang="", fresh=False,
):  # fmt: skip
    """인쇄할 책 dist/<slug>.pdf를 만든다."""
    console.build(["pdf"], CHAIN, book, out, strict, strict_glossary, lang=lang, fresh=fresh)


@task(help=PACK)
def epub(
    c,  # noqa: ARG001
    book="", out="", strict=False, strict_glossary=False, lang="", fresh=False,
    profile="standard",
):  # fmt: skip
    """전화기로 볼 책 dist/<slug>.epub을 만든다."""
    options = {"lang": lang, "fresh": fresh, "profile": profile}
    console.build(["epub"], CHAIN, book, out, strict, strict_glossary, **options)


@task(
    name="all",
    help=PACK,
)
def all_(
    c,  # noqa: ARG001
    book="", out="", strict=False, strict_glossary=False, lang="", fresh=False,
    profile="standard",
):  # fmt: skip
    """PDF와 EPUB을 만든다."""
    options = {"lang": lang, "fresh": fresh, "profile": profile}
    console.build(["pdf", "epub"], CHAIN, book, out, strict, strict_glossary, **options)


@task(help=BUILD)
def html(
    c,  # noqa: ARG001
    book="", out="", strict=False, strict_glossary=False, lang="", fresh=False,
):  # fmt: skip
    """웹 브라우저로 볼 책 dist/<slug>-html/을 만든다."""
    console.build(["html"], CHAIN, book, out, strict, strict_glossary, lang=lang, fresh=fresh)


@task(
    help={
        "book": HELP["book"],
        "port": "번호 (기본: 8750부터 비어 있는 것)",
        "out": "부산물을 둘 폴더 (기본: build/<slug>)",
        "lang": HELP["lang"],
    }
)
def preview(c, book="", port="", out="", lang=""):  # noqa: ARG001
    """책을 브라우저로 보이고, 노트를 저장할 때마다 바꾼다."""
    from studyguide import preview as live  # the watcher and the server

    live.preview(CHAIN, book, port, out, lang=lang)


@task(help=BUILD)
def anki(
    c,  # noqa: ARG001
    book="", out="", strict=False, strict_glossary=False, lang="", fresh=False,
):  # fmt: skip
    """Anki 꾸러미 dist/<slug>.apkg와 용어 표 dist/<slug>-terms.csv를 만든다."""
    console.build(["anki"], CHAIN, book, out, strict, strict_glossary, lang=lang, fresh=fresh)


@task(help={key: HELP[key] for key in ("book", "strict", "format", "strict_glossary", "lang")})
def check(c, book="", strict=False, format="text", strict_glossary=False, lang=""):  # noqa: ARG001
    """책을 만들지 않고 노트에서 고칠 곳을 모두 알린다."""
    console.check(CHAIN, book, strict, format, strict_glossary, lang=lang)


@task(
    help={
        "book": HELP["book"],
        "format": "text나 json (기본: text)",
        "write": "여러 단 Markdown을 쓸 새 파일",
        "lang": HELP["lang"],
    }
)
def outline(c, book="", format="text", write="", lang=""):  # noqa: ARG001
    """되살린 개요를 보인다. --write FILE.md는 고쳐 쓸 Markdown으로 쓴다."""
    console.outline(CHAIN, book, format, write, lang=lang)


@task(help={key: HELP[key] for key in ("book", "lang")})
def glossary_suggest(c, book="", lang=""):  # noqa: ARG001
    """노트가 바라는 올림말을 glossary.yaml에 붙일 꼴로 보인다."""
    console.glossary_suggest(CHAIN, book, lang=lang)


@task(help={key: HELP[key] for key in ("book", "out", "lang")})
def trace(c, book="", out="", lang=""):  # noqa: ARG001
    """단계마다의 책을 build/<slug>/trace/에 Markdown으로 쓴다."""
    console.trace(CHAIN, book, out, lang=lang)


@task(help=RELEASE)
def release(c, book="", out="", strict=False, strict_glossary=False, lang=""):  # noqa: ARG001
    """내보낼 것을 모두 SHA256SUMS와 함께 만든다. 노트에 오류가 있으면 만들지 않는다."""
    console.release(CHAIN, book, out, strict, strict_glossary, lang=lang)


@task(positional=["folder"], help={"folder": "비었거나 아직 없는 폴더", **LANG})
def new(c, folder, lang=""):  # noqa: ARG001
    """새 책의 폴더를 만든다. 명령과 워크플로와 첫 노트가 들어 있다."""
    new_book.new(folder, lang=lang)


@task(help={key: HELP[key] for key in ("book", "out", "lang")})
def proof(c, book="", out="", lang=""):  # noqa: ARG001
    """PDF를 만들고 모든 쪽을 작게 그려 build/<slug>/proof/에 둔다."""
    from studyguide import proof as sheets  # draws with a package that only developers have

    sheets.proof(CHAIN, book, out, lang)


@task(help={key: HELP[key] for key in ("book", "out", "lang")})
def ace(c, book="", out="", lang=""):
    """EPUB을 만들고 접근성 검사기 Ace로 본다. Node와 Chromium이 있어야 한다."""
    made = console.build(["epub"], CHAIN, book, out, strict=False, lang=lang)
    path = console.folders(out)(made.book).dist.resolve() / f"{made.book.slug}.epub"
    with c.cd(str(console.PROJECT)):
        c.run(f"python -m tools.ace {quote(str(path))}", pty=False)


@task(help={"args": "pytest에 줄 인자. '-k outline' 같은 것"})
def test(c, args=""):
    """시험 전체를 돌린다."""
    with c.cd(str(console.PROJECT)):
        c.run(f"python -m pytest -q -n auto --dist loadfile {args}", pty=False)


@task
def lint(c):
    """형식, 문체, 타입, import 방향을 본다."""
    with c.cd(str(console.PROJECT)):
        c.run("python -m ruff format --check .", pty=False)
        c.run("python -m ruff check .", pty=False)
        c.run("python -m mypy", pty=False)


@task(
    help={
        "sizes": "쪽수. 쉼표로 여럿",
        "against": "견줄 것: chromium,typst,xelatex 가운데",
        "edits": "저장한 것이 미리보기에 나오기까지를 잰다",
    },
)
def bench(c, sizes="10,100,500", against="", edits=False):
    """책을 만드는 데 드는 시간과 메모리를 단계마다 잰다."""
    with c.cd(str(console.PROJECT)):
        if edits:
            c.run(f"python -m tools.bench.edits {quote(sizes)}", pty=False)
        else:
            c.run(f"python -m tools.bench {quote(sizes)} --against={quote(against)}", pty=False)


@task(help={"seconds": "얼마나 오래 (기본: 60초)"})
def fuzz(c, seconds="60"):
    """무작위로 비튼 노트로 글 단계와 개요를 시험한다. 걸린 것은 build/fuzz/에 남는다."""
    with c.cd(str(console.PROJECT)):
        c.run(f"python -m tools.fuzz {quote(seconds)}", pty=False)


MAKERS = (pdf, epub, all_, html, anki, release)
AUTHORS = (*MAKERS, preview, check, outline, glossary_suggest, trace, new)
DEVELOPERS = () if IS_INSTALLED else (proof, ace, test, lint, bench, fuzz)  # not in the wheel
namespace = Collection(*AUTHORS, *DEVELOPERS)
usage.explain(namespace)
program = Program(namespace=namespace, name="studyguide-press", version=__version__)
