extension Collection<UInt8> {
    /// Whether a secret is the one that is wanted (S-41).
    ///
    /// It takes as long for every secret of the same length: how much of a forgery was right is told to nobody.
    package func isSameSecret(as wanted: some Collection<UInt8>) -> Bool {
        zip(self, wanted).reduce(UInt8(count == wanted.count ? 0 : 1)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
