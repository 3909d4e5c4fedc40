"""The services, a small module each, all with one face: name, licence, day, `records(desk)`.

`columns` pairs their columns with ours, `known` lists those that have a name of their own.
"""
