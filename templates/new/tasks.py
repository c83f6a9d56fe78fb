"""이 책의 명령: `./invoke --list`가 보인다."""

from studyguide_press import namespace  # noqa: F401
