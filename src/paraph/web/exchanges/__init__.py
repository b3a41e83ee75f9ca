"""What delegations exchange beside the text, on screen: questions, documents, undertakings, referrals."""
