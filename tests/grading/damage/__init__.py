"""Hand-ins that are damaged or cheat: one function a defect, its name the defect, with what grading must make of it."""

from damage import code, folders, journals, notebooks
from damage.defect import CANARY, DEFECTS, Defect, HandIn

__all__ = ["CANARY", "DEFECTS", "Defect", "HandIn", "code", "folders", "journals", "notebooks"]
