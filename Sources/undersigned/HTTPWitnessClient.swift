import UndersignedApp
import UndersignedCurl

/// The way to witnesses over HTTP: a short answer in good time, or none.
struct HTTPWitnessClient: WitnessClient {
    /// Of one site, so many witnesses are asked at a time; each gets one request at a time.
    private static let connections = 32

    private let client = HTTPClient(HTTPBounds(seconds: 5, limitBytes: 64 * 1_024), connections: connections)

    func addCheckpoint(_ body: [UInt8], at prefix: String) async throws -> WitnessAnswer {
        let base = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        let request = HTTPRequest(base + "/add-checkpoint", sending: body, as: "text/plain; charset=utf-8")
        do {
            let answer = try await client.answer(to: request)
            return WitnessAnswer(status: answer.status, mediaType: answer.mediaType, body: answer.body)
        } catch {
            switch error {
            case .cancelled: throw CancellationError()
            case .late: throw WitnessSilent(what: "it did not answer in time")
            case .tooLong: throw WitnessSilent(what: "its answer is longer than 64 kB")
            case .unknownHost: throw WitnessSilent(what: "its host is unknown")
            case .broken(let words): throw WitnessSilent(what: words)
            }
        }
    }
}
