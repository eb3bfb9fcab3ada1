"""The standard lists, and how printed labels map to them.

``bodies``, ``offences``, ``outcomes``, ``people`` (ages and sexes) and ``platforms`` hold the lists;
``match`` asks them all in one way. Lists load when they are first asked.
"""
