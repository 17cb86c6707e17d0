"""The media library: taking photos and documents in, putting newer files in their place, describing them.

By file: ``photos`` and ``documents`` (the verbs), ``taking`` (a file of whatever kind), ``opening`` (to everybody),
``removing``, ``storing`` (files and rows, whole or not at all).
"""
