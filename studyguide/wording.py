"""What the commands say besides the messages of the table, in Korean and in English."""

import re
from pathlib import PurePath

from studyguide.book_folder import shown
from studyguide.diagnostics import Lang

COUNTED = "error|warning|message|page|chapter|note|card|term|formula|repeat|line"
MANY = re.compile(rf"\{{(\w+)\}} ((?:more )?(?:{COUNTED}))s\b")  # `{errors} errors`
STAGES = {
    "notes": ("노트를 읽는다", "reading the notes"),
    "formulas": ("수식을 그린다", "drawing the formulas"),
    "pdf": ("쪽을 짠다", "setting the pages"),
    "epub": ("EPUB을 꾸린다", "packing the EPUB"),
    "epub-store": ("서점용 EPUB을 꾸린다", "packing the EPUB for stores"),
    "epub-kindle": ("Kindle용 EPUB을 꾸린다", "packing the EPUB for Kindle"),
    "html": ("웹 쪽을 짠다", "making the web pages"),
    "anki": ("Anki 꾸러미를 만든다", "making the Anki deck"),
}
TEXTS = {
    **STAGES,
    "starting": ("시작한다", "starting"),
    "pdf made": ("{path} ({pages}쪽, {size})", "{path} ({pages} pages, {size})"),
    "epub made": ("{path} ({chapters}개 장, {size})", "{path} ({chapters} chapters, {size})"),
    "html made": ("{path} ({pages}쪽, {size})", "{path} ({pages} pages, {size})"),
    "anki made": ("{path} (노트 {notes}, 카드 {cards})", "{path} ({notes} notes, {cards} cards)"),
    "terms made": ("{path} (올림말 {terms})", "{path} ({terms} terms)"),
    "more": (
        "메시지 {count}개 더: ./invoke check --book {folder}",
        "{count} more messages: ./invoke check --book {folder}",
    ),
    "tally": ("오류 {errors}, 경고 {warnings}", "{errors} errors, {warnings} warnings"),
    "audit": (
        "노트 {lines}줄: 그대로 {kept}, 윗줄에 이음 {merged}, 되풀이라 뺌 {echo}, 옮김 {moved},"
        " 표시라 뺌 {dropped}, 잃음 {lost}",
        "{lines} lines of notes: {kept} kept, {merged} joined to the line above, {echo} repeats"
        " left out, {moved} moved, {dropped} of mere markup, {lost} lost",
    ),
    "summary": (
        "{title}: 수식 {formulas}, 풀이 있는 올림말 {defined}, 없는 올림말 {none}",
        "{title}: {formulas} formulas, {defined} terms defined, {none} undefined",
    ),
    "expansion": ("원말만 있는 올림말 {count}", "{count} only spelled out"),
    "context": ("글만 따온 올림말 {count}", "{count} only quoted"),
    "no suggestions": ("권할 것이 없다", "there are no suggestions"),
    "nothing wanted": (
        "glossary.yaml에 더 쓸 것이 없다",
        "the notes want nothing more from glossary.yaml",
    ),
    "no book": ("책을 만들지 않았다", "nothing was built"),
    "no release": ("내보내지 않았다", "nothing was released"),
    "no outline": ("개요를 낼 수 없다", "there is no outline"),
    "no trace": ("단계를 쓰지 않았다", "there is no trace"),
    "outline kept": (
        "{path}: 여러 단으로 되살린 노트. 이제 고쳐 쓰면 된다",
        "{path}: the notes as nested Markdown, yours to keep",
    ),
    "outline beside": (
        "책 폴더에 옛 노트({old})도 있어 글이 두 번 나온다. 옛 노트를 밖으로 옮긴다",
        "it stands in the book folder beside the old notes, and both would be printed: move the old"
        " ones ({old}) out of it",
    ),
    "traced": ("{path}: 단계마다의 책", "{path}: the book after each stage"),
    "is there": (
        "{path}: 이미 있다. 없는 이름을 준다",
        "{path} is there already; name a file that is not",
    ),
    "not empty": (
        "{path}: 빈 폴더가 아니다. 없는 이름이나 빈 폴더를 준다",
        "{path} is not empty; name an empty folder or a new one",
    ),
    "new book": (
        "{path}: 새 책. 그 폴더에서 ./invoke all",
        "{path}: a new book; in that folder: ./invoke all",
    ),
    "new book without press": (
        "{path}: 새 책. 여기서 ./invoke release로 dist/에 만든 wheel을 {path}/press/에 넣고"
        " 그 폴더에서 ./invoke all",
        "{path}: a new book; make the press's wheel with ./invoke release, copy it from dist/ into"
        " {path}/press/, then there: ./invoke all",
    ),
    "previewing": (
        "{url} (Ctrl+C로 마친다)",
        "{url} (Ctrl+C ends it)",
    ),
    "no port": (
        "--port에는 1부터 65535까지의 수를 준다: {port}",
        "--port is 1 to 65535, not {port}",
    ),
    "pages changed": (
        "{clock} 바뀐 쪽 {pages}, {seconds}초",
        "{clock} {pages} pages changed, {seconds} s",
    ),
    "last good": (
        "오류를 고칠 때까지 마지막으로 잘 된 책을 보인다",
        "the last good book is shown until the errors are mended",
    ),
    "preview ended": ("미리보기를 마쳤다", "the preview has ended"),
    "maker died": ("책을 만들던 프로세스가 죽었다", "the process that made the book died"),
    "unknown name": (
        "“{word}”: 그런 명령이나 옵션이 없다. {meant}./invoke --list가 모두 보인다",
        "“{word}”: there is no such command or option. {meant}./invoke --list shows all",
    ),
    "a folder": (
        "“{folder}”: 그런 명령이나 옵션이 없다. 책 폴더는 --book {folder}",
        "“{folder}”: there is no such command or option; a book folder: --book {folder}",
    ),
    "meant": ("{word}인가? ", "Did you mean {word}? "),
    "no value": ("--{option} 뒤에 값을 쓴다", "--{option} needs a value"),
    "no argument": ("{task} 뒤에 {word}를 쓴다", "{task} needs a {word}"),
    "choices": (
        "--{option}에는 {choices} 가운데 하나를 준다: {given}",
        "--{option} is one of {choices}, not {given}",
    ),
    "stopped": ("멈추었다", "stopped"),
    "elsewhere": (
        ". 다른 폴더에 만들려면 --out DIR",
        "; to make it elsewhere: --out DIR",
    ),
    "ENOENT": ("그런 파일이나 폴더가 없다", "no such file or folder"),
    "EACCES": ("읽거나 쓸 권한이 없다", "no permission to read or write it"),
    "EPERM": ("읽거나 쓸 권한이 없다", "no permission to read or write it"),
    "EROFS": ("쓸 수 없는 디스크다", "the disk is read-only"),
    "ENOSPC": ("디스크가 가득 찼다", "the disk is full"),
    "EFBIG": ("파일이 커서 더 쓸 수 없다", "the file may not grow any larger"),
    "EDQUOT": ("쓸 수 있는 디스크 용량을 다 썼다", "the disk quota is used up"),
    "ENOTDIR": ("폴더가 아니다", "it is no folder"),
    "EISDIR": ("파일이 아니라 폴더다", "it is a folder, not a file"),
    "no temporary folder": (
        "임시 파일을 쓸 곳이 없다. 디스크를 비우거나 TMPDIR을 다른 폴더로 둔다",
        "there is no room for temporary files; free some, or set TMPDIR to another folder",
    ),
    "EADDRINUSE": (
        "다른 프로그램이 쓰고 있다. --port로 다른 번호를 준다",
        "another program uses it; name another with --port",
    ),
    "EEXIST": ("같은 이름의 파일이 있다", "a file of that name is there"),
    "ELOOP": ("링크가 제자리를 맴돈다", "the link leads back to itself"),
    "ETIMEDOUT": ("너무 오래 걸려 그만두었다", "it took too long and was stopped"),
    "ENOMEM": ("메모리가 너무 많이 들어 그만두었다", "it took too much memory and was stopped"),
    "ECHILD": (
        "쪽을 짜던 프로세스가 거듭 죽었다. 메모리가 모자랄 때 흔하다",
        "a process that set pages died, and again; too little memory is the usual cause",
    ),
    "EXDEV": (
        "책 폴더 밖으로 나가는 링크라 여기에 쓰지 않는다. 지우거나 --out DIR",
        "a link out of the book folder: nothing is written there; remove it or use --out",
    ),
    "EDOM": (
        "이대로는 쪽을 짤 수 없다. 조금씩 지워 어느 줄 때문인지 본다",
        "no page can be set so; take out one piece after the other to find which it is",
    ),
    "ENAMETOOLONG": ("이름이 너무 길다", "the name is too long"),
    "pango": (
        "PDF에는 시스템 라이브러리 Pango와 HarfBuzz가 있어야 한다. 설치하고 다시 한다.\n"
        "    sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
        "(macOS: brew install pango)",
        "WeasyPrint needs the system libraries Pango and HarfBuzz. Install them with\n"
        "    sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
        "(macOS: brew install pango) and run the command again.",
    ),
}


def say(lang: Lang, name: str, **facts: object) -> str:
    """One text of the table in the person's language, `facts` in its places.

    >>> say("ko", "tally", errors=0, warnings=2), say("en", "tally", errors=0, warnings=2)
    ('오류 0, 경고 2', '0 errors, 2 warnings')
    >>> say("en", "tally", errors=1, warnings=11)
    '1 error, 11 warnings'
    """
    korean, english = TEXTS[name]
    facts = {key: _on_one_line(value) for key, value in facts.items()}
    if lang == "ko":
        return korean.format(**facts)
    return MANY.sub(lambda met: _one(met) if facts[met[1]] == 1 else met[0], english).format(
        **facts
    )


def _one(met: re.Match[str]) -> str:
    return f"{{{met[1]}}} {met[2]}"


def _on_one_line(fact: object) -> object:
    """A title, the name of a file; numbers stay what they are."""
    return shown(str(fact)) if isinstance(fact, str | PurePath) else fact
