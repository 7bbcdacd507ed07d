"""Drivers of single topics: a module `<topic>` here has a dict ``DRIVERS`` of short name -> function(answer, *args).

A check asks for one by ``driver="<topic>.<name>"``. Those that every topic needs are in
`courseware.calling`, which finds these too.
"""
