"""The full-text index of the directory: SQLite FTS5. Other databases search ``Organisation.search_text``."""

from django.db import migrations

CREATE = """
CREATE VIRTUAL TABLE IF NOT EXISTS directory_search USING fts5(
    names, words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
)
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(CREATE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS directory_search")


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_provenance")]
    operations = [migrations.RunPython(create, drop)]
