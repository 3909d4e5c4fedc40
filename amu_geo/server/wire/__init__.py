"""Between the network and the answers: who is believed, what is counted, what is told of it."""
