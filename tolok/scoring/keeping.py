"""The calculator as the office keeps its passports: in Indonesian."""

from tolok.records.language import in_indonesian
from tolok.scoring import calculator


calculate = in_indonesian(calculator.calculate)
