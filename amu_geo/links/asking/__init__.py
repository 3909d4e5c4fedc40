"""Asking hosts, within the rules: `transport` alone knows the network.

`schedule` says who may be asked and when, `robots` what a site lets be read, `guard` which
machines are never called, `visit` what is asked of one address.
"""
