"""The journal is append-only in the database too. Only who wrote an entry may be forgotten, when a person is erased."""

from django.db import migrations

COLUMNS = "cooperation_id, activity, code, params, note, happened_on, proof, url, audience, created_at"
SQLITE = [
    f"""CREATE TRIGGER journal_is_append_only BEFORE UPDATE OF {COLUMNS} ON cooperations_journalentry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"""
]
POSTGRESQL = [
    """CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    f"""CREATE TRIGGER journal_is_append_only BEFORE UPDATE OF {COLUMNS} ON cooperations_journalentry
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()""",
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP = {
    "sqlite": ["DROP TRIGGER IF EXISTS journal_is_append_only"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS journal_is_append_only ON cooperations_journalentry",
        "DROP FUNCTION IF EXISTS journal_is_append_only()",
    ],
}


def create(apps, schema_editor):
    for statement in STATEMENTS.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cooperations", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
