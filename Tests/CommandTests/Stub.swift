enum StubOfTarget {}
