"""Rounds and meetings on screen: their agendas, who was there, what came of them, and the calendar."""
