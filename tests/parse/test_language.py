import pytest

from pipeline.parse.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The envoy of Peru met the minister.", "en"),
        ("Masked men abduct two engineers in Lagos.", "en"),
        ("Facebook宣布移除了一百个账号", "zh"),
        ("日本の外相がパリを訪問した", "ja"),
        ("한국 대통령이 파리를 방문했다", "ko"),
        ("Президент был в Париже, и мы это знали", "ru"),
        ("Президент України прибув", None),
        ("El embajador de Perú viajó a la capital con el ministro", None),
        ("Der Minister ist in Berlin und spricht mit der Kanzlerin", None),
        ("Le ministre a visité la ville de Lyon", None),
        ("2017 — 4", None),
        ("", None),
    ],
)
def test_detect_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language
