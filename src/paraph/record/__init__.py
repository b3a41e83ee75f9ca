"""The shared record, pure: entries, chains, signatures, fold, state of play, deadlines, outcome.

Each party writes its own chain of signed entries; the record is their union; the state is a fold over it. Nothing
here reads a disk, a clock or the network: times, keys and bytes are passed in.
"""
