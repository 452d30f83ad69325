"""The tables by theme: people, goods and place as a shopkeeper says it, then trade and office."""
