import UndersignedWeb

/// An issuer of tokens for letters on other sites.
extension PageSamples {
    var issuers: [Sample] {
        [
            Sample("issuer", issuerPage(312, isClosed: false)), Sample("issuer-one", issuerPage(1, isClosed: false)),
            Sample("issuer-closed", issuerPage(312, isClosed: true)),
        ]
    }

    private func issuerPage(_ issued: Int, isClosed: Bool) -> IssuerPage {
        IssuerPage(
            issuer: word("The Works Union"),
            letter: word("https://letters.example.org/petitions/dear-board"),
            issued: issued,
            key: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            isClosed: isClosed
        )
    }
}
