"""The pages while they are written: built again at each save, on this machine and for it alone.

studio.py      templates -> pages, problems and findings, again whenever a file is saved
background.py  commands of `listenwell` beside the server: check, and the build of the portal
findings.py    which findings a page shows, and beside which question
states.py      the page in its other states: refused, thanked for, not open, closed, messages
marking.py     a page as it is built -> the same page with the preview's bar, findings and script
desk.py        the preview's own pages: all pages, the test answers, what is new
door.py        which address is answered by what
running.py     all of it until Ctrl-C, and nothing left behind
The files beside them are theirs alone: pages that are published never contain them.
"""
