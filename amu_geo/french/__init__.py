"""How French is written: typography, agreement, the names of regions."""
