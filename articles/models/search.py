"""What search knows of editions: where each stands in the index of its language, and which words there are.

The index itself is made of tables of the database's own kind (``articles.search.tables``).
"""

from django.db import models

from articles.enums import all_languages
from articles.models.release import Edition


class Indexed(models.Model):
    """An edition that can be found by search, now or from its moment on: its row in the index of its language.

    ``key`` orders the index as the list is ordered: microseconds of the publication since 1970, times 256, and what
    separates editions of the same moment. ``analyser`` is the version of the analyser that made the row.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, primary_key=True, related_name="indexed")
    language = models.CharField(max_length=10, choices=all_languages)
    key = models.BigIntegerField()
    analyser = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "indexed edition"
        verbose_name_plural = "indexed editions"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "key"], name="search_key_unique_per_language")]
        indexes = [models.Index(fields=["language", "analyser"], name="search_analyser")]

    def __str__(self) -> str:
        return f"{self.language} {self.key}"


class Word(models.Model):
    """A word that stands in an indexed edition, as it is written in lower case: what a typing error may have meant.

    ``folded`` is the word without accents, ``reversed`` that from its end, ``length`` its length in characters.
    ``key`` is the smallest that an edition with the word had: nobody is told of a word before its moment. Rows outlive
    their editions; who suggests a word asks whether it is still public.
    """

    language = models.CharField(max_length=10, choices=all_languages)
    word = models.CharField(max_length=40)
    folded = models.CharField(max_length=60)
    reversed = models.CharField(max_length=60)
    length = models.PositiveSmallIntegerField()
    key = models.BigIntegerField()

    class Meta:
        verbose_name = "word"
        verbose_name_plural = "words"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_unique_per_language")]
        indexes = [
            models.Index(fields=["language", "length", "folded"], name="search_word_beginning"),
            models.Index(fields=["language", "length", "reversed"], name="search_word_end"),
        ]

    def __str__(self) -> str:
        return self.word
