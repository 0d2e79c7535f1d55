"""A correction refers to the entry it corrects; that reference is as final as the entry."""

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = "cooperation_id, activity, code, params, note, happened_on, proof, url, audience, created_at, corrects_id"
DROP = {
    "sqlite": "DROP TRIGGER IF EXISTS journal_is_append_only",
    "postgresql": "DROP TRIGGER IF EXISTS journal_is_append_only ON cooperations_journalentry",
}
CREATE = {
    "sqlite": f"""CREATE TRIGGER journal_is_append_only BEFORE UPDATE OF {COLUMNS} ON cooperations_journalentry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    "postgresql": f"""CREATE TRIGGER journal_is_append_only BEFORE UPDATE OF {COLUMNS} ON cooperations_journalentry
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()""",
}


def lift(apps, schema_editor):
    _run(schema_editor, DROP)


def watch(apps, schema_editor):
    _run(schema_editor, CREATE)


def _run(schema_editor, statements):
    if statement := statements.get(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cooperations", "0003_portfolio")]
    operations = [
        migrations.RunPython(lift, migrations.RunPython.noop),
        migrations.AddField(
            model_name='journalentry',
            name='corrects',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='cooperations.journalentry'),
        ),
        migrations.AlterField(
            model_name='party',
            name='role',
            field=models.CharField(choices=[('lead', 'lead'), ('lead_group', 'lead group: a company of world size'), ('partner', 'partner'), ('mediator', 'network in between'), ('neutral', 'neutral third party'), ('facilitator', 'facilitator'), ('support', 'support: authority, post, funder')], default='partner', max_length=12, verbose_name='role'),
        ),
        migrations.RunPython(watch, lift),
    ]
