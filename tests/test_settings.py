"""Settings: the order of precedence, and errors that say what to do."""

from __future__ import annotations

import pytest

from diurna.model import SettingsError
from diurna.settings import Settings, load_settings


def test_command_line_wins_over_environment_over_file(tmp_path):
    file = tmp_path / "diurna.toml"
    file.write_text('workers = 2\nlibrary = "from-file"\npool_above = 7\n')
    settings = load_settings(file=file, environment={"DIURNA_WORKERS": "3", "DIURNA_LIBRARY": "from-env"}, library="given", workers=None)
    assert (settings.library, settings.workers, settings.pool_above) == ("given", 3, 7)
    assert settings.batch_articles == Settings().batch_articles


@pytest.mark.parametrize("text", ["wrokers = 2", 'workers = "many"', "= nonsense"])
def test_wrong_settings_are_errors(tmp_path, text):
    file = tmp_path / "diurna.toml"
    file.write_text(text)
    with pytest.raises(SettingsError):
        load_settings(file=file, environment={})


def test_a_named_file_must_exist(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(file=tmp_path / "none.toml", environment={})
