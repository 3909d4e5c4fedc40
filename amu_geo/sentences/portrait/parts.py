"""How some parts of a portrait are to be read, on screen and on paper."""

NOT_A_SERIES = (
    "Chaque chiffre est un point daté, avec sa note et sa source : ces chiffres ne "
    "s’additionnent pas et ne se relient pas en courbe."
)
NOT_IN_FAMILIES = (
    "Des programmes de l’État et des inventaires nationaux, rapportés à la population "
    "municipale : ils ne comptent pas dans les familles."
)
SEARCHED_IN_VAIN = "Une lacune est celle de la recherche : elle ne dit pas que rien n’existe."
