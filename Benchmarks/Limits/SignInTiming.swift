import Foundation
import UndersignedApp
import UndersignedCore

/// How long a refused sign-in takes where the address has an account, and where it has none (S-35).
///
/// A guess costs the least that scrypt allows here, so that what comes before and after it is not lost in its noise.
struct SignInTiming {
    private static let address = "dana@example.org"

    private let accounts: Accounts
    private let clock = ContinuousClock()

    /// Makes a site with one account that is set up, and a thousand others.
    ///
    /// - Parameter folder: Made anew.
    /// - Throws: A fault of the database or of the file system.
    init(folder: String) async throws {
        // An hour passes with each look: nobody is refused for coming too often.
        let hours = SteppingClock()
        let site = try await AppendSite.site(folder: folder, steadySeconds: { hours.next() })
        accounts = try Accounts(site: site, cost: PassphraseCost(logN: 4, blockSize: 8, parallelism: 1))
        let role = Membership(campaignID: nil, role: .owner)
        for number in 0..<1_000 {
            _ = try await accounts.invite(address: "person\(number)@example.org", name: "", membership: role, by: nil)
        }
        let link = try await accounts.invite(address: Self.address, name: "Dana", membership: role, by: nil)
        let secret = String(link.split(separator: "/").last ?? "")
        guard let open = try await accounts.openSetup(secret), let code = open.code else {
            throw Misuse(text: "the account was not made")
        }
        let now = site.ambient.now().seconds / 30
        let form = SetUpForm(
            name: "Dana",
            passphrase: "lantern gravel oboe tide",
            code: code.code(at: now),
            seed: open.seed
        )
        guard case .done = try await accounts.setUp(secret, form, prefix: "") else {
            throw Misuse(text: "the account was not set up")
        }
    }

    /// Times both, in an order that chance says.
    ///
    /// - Parameter times: How often each.
    /// - Returns: Medians in microseconds, and Welch's t of all and of the faster nine tenths.
    /// - Throws: A fault of the database.
    func json(times: Int) async throws -> String {
        var known: [Double] = []
        var unknown: [Double] = []
        for number in 0..<2 * times {
            // Enough of each: the last ones are not a matter of chance.
            let isKnown = unknown.count == times || (known.count < times && Bool.random())
            let form = SignInForm(
                address: isKnown ? Self.address : "nils\(number % 10)@example.org",
                passphrase: "lantern gravel oboe time",
                code: "123456"
            )
            let start = clock.now
            guard case .refused = try await accounts.signIn(form, device: nil, prefix: "\(number)") else {
                throw Misuse(text: "a sign-in was not refused as the others")
            }
            let span = start.duration(to: clock.now).components
            let microseconds = Double(span.seconds) * 1e6 + Double(span.attoseconds) / 1e12
            if isKnown { known.append(microseconds) } else { unknown.append(microseconds) }
        }
        let (all, most) = (Self.welch(known, unknown), Self.welch(Self.faster(known), Self.faster(unknown)))
        let medians = [known, unknown].map { $0.sorted()[$0.count / 2] }
        return #"{"times": \#(times), "known_us": \#(medians[0]), "unknown_us": \#(medians[1]), "#
            + #""welch_t": \#(all), "welch_t_faster_90": \#(most)}"#
    }

    /// Without those that the machine interrupted.
    private static func faster(_ values: [Double]) -> [Double] { Array(values.sorted().prefix(values.count * 9 / 10)) }

    private static func welch(_ left: [Double], _ right: [Double]) -> Double {
        func moments(_ values: [Double]) -> (mean: Double, error: Double) {
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
            return (mean, variance / Double(values.count))
        }
        let (first, second) = (moments(left), moments(right))
        return (first.mean - second.mean) / (first.error + second.error).squareRoot()
    }
}
