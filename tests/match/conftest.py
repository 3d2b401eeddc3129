"""What the rule tests share: the roles of the classes, as gold/GUIDELINES.md has them."""

from __future__ import annotations

import pytest

ROLES = {
    "participant place topic": "Meeting",
    "participant topic": "PhoneCall Agreement Signing Cooperation",
    "agent place recipient": "Visit",
    "participant place": "PressConference Exercise",
    "agent recipient topic": ("Statement Demand Proposal Support Rejection Criticism Protest Threat Sanction Aid"),
    "agent topic": "Announcement Formation Decision Legislation",
    "agent place topic": "Deployment WeaponsTest Withdrawal",
    "agent recipient place": "Attack",
    "agent recipient": "Detention",
    "agent person post": "Appointment",
    "person post": "Resignation Election",
}


@pytest.fixture(scope="session")
def roles_by_class() -> dict[str, tuple[str, ...]]:
    return {name: tuple(roles.split()) for roles, names in ROLES.items() for name in names.split()}
