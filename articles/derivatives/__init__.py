"""What is made from a text ahead of its publication: its PDF on A4 and Letter, and its share image.

Nothing is ever made in a reader's request, and nothing is offered that shows another text than the page does:
docs/features/pdf.md, docs/decisions/0025. By file: ``keys`` (what a file shows), ``papers`` (a release as a document),
``printing`` and ``press`` (the process that lays it out), ``cards``, ``lettering`` and ``fonts`` (share images),
``making`` and ``shelf`` (what is due; storing it so that it is there whole or not at all), ``tasks`` (when),
``offered`` (what a page may link), ``checks`` (what the machine lacks).

This module stays empty of imports: ``press`` runs in a process that knows nothing of Django.
"""
