"""The ten series of the schedule, one small class each, in the order of the answer."""

from __future__ import annotations

from rules.vaccines.families.bcg import Bcg
from rules.vaccines.families.encephalitis import Encephalitis
from rules.vaccines.families.hepatitis_a import HepatitisA
from rules.vaccines.families.hepatitis_b import HepatitisB
from rules.vaccines.families.hpv import Hpv
from rules.vaccines.families.measles import Measles
from rules.vaccines.families.meningitis import MeningitisA, MeningitisAC
from rules.vaccines.families.polio import Polio
from rules.vaccines.families.whooping_cough import WhoopingCough
from rules.vaccines.walk import Series

ALL: tuple[Series, ...] = (
    HepatitisB(),
    Bcg(),
    Polio(),
    WhoopingCough(),
    MeningitisA(),
    Measles(),
    Encephalitis(),
    MeningitisAC(),
    HepatitisA(),
    Hpv(),
)
