"""The filters, in the order in which the book passes through them."""

from filters.bullets import apply as bullets
from filters.glossary import apply as glossary
from filters.mathrefs import apply as mathrefs
from filters.study import apply as study

CHAIN = (bullets, glossary, mathrefs, study)
