"""Drivers of single topics: a module `<topic>` here has a dict ``DRIVERS`` of short name -> function(answer, *args).

A check asks for one by ``driver="<topic>.<name>"``. Those that every topic needs are in `courseware.calling`, which
finds these too. A driver runs in the student's process, so it may report values and no findings: where many values are
right, a dict ``READERS`` of short name -> function(value, after, *args) says what the judge is to find out about them.
"""
