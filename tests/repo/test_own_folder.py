"""Each process of a parallel run has a data folder of its own; two that share one write over each other's files."""

from django.conf import settings

from tests import conftest


def test_the_settings_name_the_folder_of_this_process() -> None:
    assert settings.TWELFTH.data_dir == conftest._DATA_DIR
