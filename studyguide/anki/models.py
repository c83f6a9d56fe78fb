"""The kinds of Anki notes: asked one way, asked both ways, with a gap."""

import genanki

CSS = """
.card {
  font: 20px/1.7 "Noto Serif KR", "Apple SD Gothic Neo", "Malgun Gothic", serif;
  word-break: keep-all;
  text-align: left;
  max-width: 34em;
  margin: 0 auto;
  padding: 1em;
}
.place { margin-top: 1.6em; font-size: 13px; opacity: 0.6; }
.cloze { font-weight: bold; color: #3a78b5; }
img { max-width: 100%; }
pre { overflow-x: auto; padding: 0.6em; background: rgba(128, 128, 128, 0.12); }
code { font-family: "D2Coding", "Menlo", "Consolas", monospace; font-size: 0.86em; }
table { border-collapse: collapse; }
td { border: 1px solid #999; padding: 0.1em 0.5em; }
hr { border: 0; border-top: 1px solid #999; margin: 1em 0; }
"""
PLACE = '<div class="place">{{자리}}</div>'

# The numbers name the kinds of notes to Anki for good; a new one is a new kind.
ONE_WAY = genanki.Model(
    1_704_221_801,
    "스터디 가이드: 한 방향",
    fields=[{"name": "물음"}, {"name": "답"}, {"name": "자리"}],
    templates=[
        {
            "name": "되짚기",
            "qfmt": "{{물음}}",
            "afmt": "{{FrontSide}}<hr id=answer>{{답}}" + PLACE,
        }
    ],
    css=CSS,
)
TWO_WAYS = genanki.Model(
    1_704_221_802,
    "스터디 가이드: 두 방향",
    fields=[
        {"name": "물음"},
        {"name": "답"},
        {"name": "거꾸로 물음"},
        {"name": "거꾸로 답"},
        {"name": "자리"},
    ],
    templates=[
        {
            "name": "앞으로",
            "qfmt": "{{#물음}}{{물음}}{{/물음}}",
            "afmt": "{{물음}}<hr id=answer>{{답}}" + PLACE,
        },
        {
            "name": "거꾸로",
            "qfmt": "{{#거꾸로 물음}}{{거꾸로 물음}}{{/거꾸로 물음}}",
            "afmt": "{{거꾸로 물음}}<hr id=answer>{{거꾸로 답}}" + PLACE,
        },
    ],
    css=CSS,
)
CLOZE = genanki.Model(
    1_704_221_803,
    "스터디 가이드: 빈칸",
    fields=[{"name": "글"}, {"name": "자리"}],
    templates=[{"name": "빈칸", "qfmt": "{{cloze:글}}", "afmt": "{{cloze:글}}" + PLACE}],
    css=CSS,
    model_type=genanki.Model.CLOZE,
)
