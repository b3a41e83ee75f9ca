"""Sample negotiations, shipped as package data so that ``paraph demo`` works wherever Paraph is installed."""
