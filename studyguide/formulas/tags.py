"""Tells a formula's picture from others in the HTML and on the page.

The alternative text of a formula's `<img>` begins with an invisible character; the structure tree
of the PDF makes `/Formula` elements (ISO 32000-1, 14.8.4.5) of the pictures so marked.
"""

MARK = "\u2063"  # invisible separator, the first character of a formula's alternative text
GOES_ON = "data-goes-on"  # attribute of a picture that shows more of the formula before it
