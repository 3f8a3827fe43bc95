"""From templates to pages.

rendering.py   questionnaire -> HTML, for the build and for the handler alike
release.py     every questionnaire version ever published and what their pages need
building.py    templates -> dist/public and dist/release, whole or not at all
portal.py      the MkDocs portal around the pages
addresses.py   where each page lies
"""
