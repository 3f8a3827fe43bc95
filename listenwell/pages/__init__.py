"""From templates to pages.

rendering.py   questionnaire -> HTML, for the build and for the handler alike
release.py     every questionnaire version ever published and what their pages need
building.py    templates -> dist/public and dist/release, whole or not at all, at the cost of what changed
knowing.py     what must be read again, and what is known from the build before
making.py      one survey -> its key, pages, questionnaires and rows in the index
trees.py       which pages lie in a folder; the next site from the last one
exchanging.py  two folders trade places in one step
policy.py      what a page may do: its Content-Security-Policy
refused.py     what was sent and refused -> words beside the field
templating.py  how templates render, and where one failed
asking.py      what a page says of its questions
framing.py     what a page is around its own words
parts.py       templates make parts; what several pages share is rendered once
shapes.py      frames for parts that differ in nothing but words
sources.py     content hashes of files, without reading again what did not change
memory.py      what a build remembers for the next one
portal.py      the MkDocs portal around the pages
addresses.py   where each page lies
"""
