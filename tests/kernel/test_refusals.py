"""A refusal carries its sentence, and the field it is about."""

from tolok.kernel.refusals import NotAllowed, NotNow, Refusal, Unfit


def test_a_refusal_says_what_and_where() -> None:
    for kind in (NotAllowed, NotNow, Unfit):
        refused = kind("Periode sudah ditutup.", field="value")

        assert isinstance(refused, Refusal)
        assert str(refused) == refused.message == "Periode sudah ditutup."
        assert refused.field == "value"
    assert Unfit("Isi angkanya.").field == ""
