"""The whole on one machine: the WSGI door, the schedule, simulated customers, the demo.

serving.py      waitress over the public folder and the intake
wsgi.py         WSGI <-> our Request and Reply
passwords.py    how passwords of staff are hashed
scheduling.py   the daily compile in a thread
simulating.py   believable customers, the same for the same seed
phrases.py      what they say
demo.py         all of it at once, and its check
preview/        the pages while they are written
"""
