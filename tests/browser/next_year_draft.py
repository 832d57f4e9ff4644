"""Keep an invented decree of 2027 as a draft of the example office."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.decrees.next_year import next_year
from tolok.accounts.models import User
from tolok.decrees import actions as decrees
from tolok.organisation.queries import get_viewer


AT = datetime(2026, 10, 6, 7, tzinfo=ZoneInfo("Asia/Jakarta"))


if __name__ == "__main__":
    planner = get_viewer(user=User.objects.get(username="dewi.anggraini"), on=AT.date())
    decrees.import_decree(
        content=json.dumps(next_year()).encode(),
        name="sk-iki-2027.json",
        by=planner,
        at=AT,
    )
