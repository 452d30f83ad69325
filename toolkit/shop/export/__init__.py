"""A shop written to disk, block by block: any size, on any number of workers, always the same values.

cuts      how each table is cut into blocks of days
window    the facts that a block of days needs, and no more
stream    days as they are lived, handed on as windows
encode    a block of a table as a file's bytes
folder    what lies in the folder: unfinished, parts, complete
job       all of it together
verify    a folder looked through: files, checksums, rules
need      what a shop of some size takes, told before it is made
"""
