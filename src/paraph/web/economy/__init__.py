"""What a tariff would do, as pages: public figures alone, nothing of the negotiation or of a vault goes into them."""
