"""The tables of a shop: what they mean, how they are kept, how they are checked.

schema     every table and column, in English and Chinese: the one place
columns    a table as plain arrays of whole numbers, the form a simulation makes
frames     the same table as a pandas DataFrame, the form a learner reads
store      Parquet and CSV files
checksum   one fingerprint per table, whatever the file format
checks     the rules that hold in every sound shop, real or simulated
dictionary the data dictionary, built from the schema

Nothing here knows the simulated shop; nothing heavy is imported until it is needed.
"""
