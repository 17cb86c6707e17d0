"""The media library: taking photos and documents in, putting newer files in their place, describing them.

By file: ``photos`` and ``documents`` (the verbs), ``taking`` (a file of whatever kind), ``focusing``, ``opening`` (to
everybody), ``removing``; ``storing`` (files and rows, whole or not at all), ``tasks`` and ``background`` (what is done
afterwards: ``making`` pictures, ``judging`` documents, ``telling`` who brought in an infected one); ``inventory`` (what
there should be), ``checking``, ``pruning``. Why so: docs/decisions/0033.
"""
