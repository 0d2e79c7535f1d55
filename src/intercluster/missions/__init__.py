"""Missions abroad and delegations received: who pays what, what they brought, when we last went where."""
