import Glibc
import UndersignedCore

/// What the figures are measured against: the least that any program on this machine and these libraries would do, and
/// the product's own appending to a small log beside a large one.
///
/// A tool of `bin/bench`, which starts it on loopback; it is no part of the product.
@main
struct Limits {
    private static let usage = """
        usage: limits echo --listen 127.0.0.1:PORT    a bare server: POST /echo, GET /page?bytes=N
               limits makelog FOLDER ENTRIES          write a sound log, print its key
               limits sha FOLDER [ROUNDS]             time the SHA-256 work of that log, print JSON
               limits signin FOLDER [TIMES]           time refused sign-ins with and without an account, print JSON
               limits blindsign SECONDS THREADS       sign blinded messages as fast as it goes, print JSON
               limits append FOLDER SMALL LARGE ROUNDS  time appending to logs of two sizes, print JSON
        """

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try await run(arguments)
        } catch {
            write("limits: \(error)\n", to: STDERR_FILENO)
            exit(error is Misuse ? 2 : 1)
        }
    }

    private static func run(_ arguments: [String]) async throws {
        switch (arguments.first, arguments.count) {
        case ("echo", 3) where arguments[1] == "--listen":
            try await EchoServer(listen: arguments[2]).run()
        case ("makelog", 3):
            guard let count = Int(arguments[2]), count >= 2 else { throw Misuse(text: usage) }
            let log = try SampleLog(entryCount: count)
            try log.write(to: arguments[1])
            write(log.verifierKey + "\n", to: STDOUT_FILENO)
        case ("sha", 2), ("sha", 3):
            guard let rounds = Int(arguments.dropFirst(2).first ?? "1"), rounds >= 1 else { throw Misuse(text: usage) }
            write(try RawHashing(folder: arguments[1]).json(rounds: rounds) + "\n", to: STDOUT_FILENO)
        case ("signin", 2), ("signin", 3):
            guard let times = Int(arguments.dropFirst(2).first ?? "10000"), times >= 10 else {
                throw Misuse(text: usage)
            }
            write(try await SignInTiming(folder: arguments[1]).json(times: times) + "\n", to: STDOUT_FILENO)
        case ("blindsign", 3):
            let numbers = arguments.dropFirst().compactMap { Int($0) }
            guard numbers.count == 2, numbers.allSatisfy({ (1...256).contains($0) }) else { throw Misuse(text: usage) }
            write(try await BlindSigning().json(seconds: numbers[0], threads: numbers[1]) + "\n", to: STDOUT_FILENO)
        case ("append", 5):
            let numbers = arguments.dropFirst(2).compactMap { Int($0) }
            guard numbers.count == 3, numbers.allSatisfy({ $0 >= 1 }) else { throw Misuse(text: usage) }
            write(try await append(arguments[1], numbers[0], numbers[1], rounds: numbers[2]) + "\n", to: STDOUT_FILENO)
        default:
            throw Misuse(text: usage)
        }
    }

    /// Each round measures the small log and the large one, one right after the other; the first round only warms up.
    private static func append(_ folder: String, _ small: Int, _ large: Int, rounds: Int) async throws -> String {
        let sites = [
            try await AppendSite(folder: folder + "/small", size: small),
            try await AppendSite(folder: folder + "/large", size: large),
        ]
        var seconds: [[Double]] = [[], []]
        var links: [[LinkToken]] = []
        for site in sites { links.append(try await site.links(rounds: rounds + 1)) }
        for round in 0...rounds {
            for (place, site) in sites.enumerated() {
                let start = round * AppendSite.batchSize
                let some = Array(links[place][start..<start + AppendSite.batchSize])
                let one = try await site.secondsPerEntry(some)
                if round > 0 { seconds[place].append(one) }
            }
        }
        return #"{"small": \#(seconds[0]), "large": \#(seconds[1]), "batch": \#(AppendSite.batchSize)}"#
    }

    private static func write(_ text: String, to file: Int32) {
        let bytes = Array(text.utf8)
        // A closed pipe ends the program by a signal; nothing is left to tell anybody.
        _ = Glibc.write(file, bytes, bytes.count)
    }
}

/// The command line was not understood.
struct Misuse: Error, CustomStringConvertible {
    let text: String

    var description: String { text }
}
