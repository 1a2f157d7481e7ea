import UndersignedApp
import UndersignedCurl

/// Letters of other sites over HTTP, read once a day.
struct HTTPLetters: LetterSource {
    /// Nothing waits long for a slow site: it is asked again.
    private static let bounds = HTTPBounds(seconds: 20, quietSeconds: 10, limitBytes: 4 << 20)

    func letter(at address: String) throws -> any PublishedPetition {
        // On an open line anybody could show another log.
        guard let place = PetitionAddress(of: address), place.isConfidential,
            let source = HTTPLogSourceAddress(place.text)
        else {
            throw LogSourceFailure(
                "\(address): it must begin with https://, or with http:// and be on this machine"
            )
        }
        return HTTPLogSource(address: source, bounds: Self.bounds)
    }
}
