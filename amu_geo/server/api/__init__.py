"""`/api/v1`: the data of the pages, open to machines."""
